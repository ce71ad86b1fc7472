#!/usr/bin/env python3
"""由台账的输入重算位次，并与公布的位次比较。

只用 Python 自带的模块（3.9 及以上），不需要网络，不改动任何文件。
用法：python3 rederive.py；结果一致退出状态为 0，不一致为 1，文件缺失或被改动为 2。
计分语句 ledger.sql 和位次语句 rank.sql 在 Python 自带的 SQLite 里运行：与公布时所用的不是同一个数据库引擎。
"""

import hashlib
import json
import sqlite3
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
PACKAGE = HERE.parent / "datapackage.json"
TABLES = {
    "units": "units",
    "bonus_inputs": "bonus_inputs",
    "bonus_ledger": "published_ledger",
    "bonus_scores": "published_scores",
    "bonus_ranking": "published_ranking",
}
PARAMETERS = ["p_scenario", "p_rule", "p_item", "p_step", "p_cap", "p_year", "p_group"]


class Fault(Exception):
    """读者可以自己改正的问题。"""


def main():
    if sqlite3.sqlite_version_info < (3, 30, 0):
        raise Fault(f"SQLite 版本过低：{sqlite3.sqlite_version}；需要 3.30 或更高版本（Python 3.9 自带的即可）")
    resources = {each["name"]: each for each in json.loads(read(PACKAGE))["resources"]}
    db = sqlite3.connect(":memory:")
    db.execute("ATTACH ':memory:' AS score")
    changed = []
    names = {**TABLES, **{name: name for name in PARAMETERS}}
    for name, own in names.items():
        resource = resources.get(f"{name}.csv-plain")
        if resource is None:
            raise Fault(f"datapackage.json 里没有 {name} 的程序版 CSV；请导出全部公布用表")
        load(db, own, resource, changed)
    db.execute("CREATE TABLE score.derived_ledger AS " + read(HERE / "ledger.sql"))
    db.executescript(read(HERE / "rank.sql"))
    for path in changed:
        print(f"提醒：{path} 与 datapackage.json 登记的校验和不同，公布以后改动过")
    return report(db)


def load(db, own, resource, changed):
    """读一张表：分值化为千分之一的整数，不经过二进制小数。"""
    path = PACKAGE.parent / resource["path"]
    text = read(path)
    if "sha256:" + hashlib.sha256(path.read_bytes()).hexdigest() != resource["hash"]:
        changed.append(resource["path"])
    fields = resource["schema"]["fields"]
    rows = records(text)
    if not rows or rows[0] != [field["name"] for field in fields]:
        raise Fault(f"{resource['path']} 的表头与 datapackage.json 不符")
    columns = ", ".join('"' + field["name"] + '"' for field in fields)
    db.execute(f"CREATE TABLE score.{own} ({columns})")
    marks = ", ".join("?" for _ in fields)
    values = []
    for number, row in enumerate(rows[1:], start=2):
        if len(row) != len(fields):
            raise Fault(f"{resource['path']} 第 {number} 条记录有 {len(row)} 个值，应有 {len(fields)} 个")
        values.append([value(cell, field, resource, number) for cell, field in zip(row, fields)])
    db.executemany(f"INSERT INTO score.{own} VALUES ({marks})", values)


def value(cell, field, resource, number):
    if cell is None:
        return None
    try:
        if field["type"] == "integer":
            return int(cell)
        if field["type"] == "number":
            return thousandths(cell)
        if field["type"] == "boolean":
            return {"true": 1, "false": 0}[cell]
    except (ValueError, KeyError):
        raise Fault(f"{resource['path']} 第 {number} 条记录的 {field['name']} 读不懂：{cell}") from None
    return cell


def thousandths(text):
    sign = -1 if text.startswith("-") else 1
    whole, _, fraction = text.lstrip("-").partition(".")
    if len(fraction) > 3 or not (whole + fraction).isdigit():
        raise ValueError(text)
    return sign * int(whole + fraction.ljust(3, "0"))


def records(text):
    """程序版 CSV：空着的是缺失（None），写成 "" 的是空文本，csv 模块分不出二者。"""
    rows, row, at = [], [], 0
    while at < len(text):
        if text[at] == '"':
            parts, at = [], at + 1
            while True:
                end = text.index('"', at)
                parts.append(text[at:end])
                if text[end + 1 : end + 2] != '"':
                    break
                parts.append('"')
                at = end + 2
            row.append("".join(parts))
            at = end + 1
        else:
            ends = [end for end in (text.find(",", at), text.find("\n", at)) if end >= 0]
            end = min(ends, default=len(text))
            row.append(text[at:end] or None)
            at = end
        if text[at : at + 1] == ",":
            at += 1
            if at == len(text) or text[at] == "\n":
                row.append(None)
        if at >= len(text) or text[at] == "\n":
            rows.append(row)
            row, at = [], at + 1
    return rows


def report(db):
    print("年度  口径      台账行数  不一致  分项行数  不一致  位次行数  得分不一致  位次不一致  结论")
    summary = db.execute(
        "SELECT year, basis, ledger_rows, ledger_faults, score_rows, score_faults,"
        " ranking_rows, total_faults, rank_faults, verdict FROM score.summary ORDER BY year, basis"
    )
    for year, basis, *numbers, verdict in summary:
        widths = (8, 6, 8, 6, 8, 10, 10)
        cells = "  ".join(str(number).rjust(width) for number, width in zip(numbers, widths))
        print(f"{year}  {basis:<8}  {cells}  {verdict}")
    (faults,) = db.execute("SELECT COUNT(*) FROM score.differences").fetchone()
    if not faults:
        print("重算与公布的全部一致")
        return 0
    print(f"有{faults}处不一致，每张表先列十处：")
    for what, year, basis, place, field, published, derived in db.execute(
        "SELECT what, year, basis, place, field, published, derived FROM score.differences"
        " WHERE n <= 10 ORDER BY part, n"
    ):
        print(f"  {what} {year} {basis} {place} {field}：公布的 {shown(published)}，重算的 {shown(derived)}")
    return 1


def shown(text):
    return "（空）" if text is None else text


def read(path):
    try:
        return path.read_bytes().decode("utf-8")
    except FileNotFoundError:
        raise Fault(f"缺少文件：{path.name}；请保持导出文件夹的原样") from None


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Fault as fault:
        print(f"不能比较：{fault}", file=sys.stderr)
        sys.exit(2)
