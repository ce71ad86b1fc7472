import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  sign,
  verify
} from "node:crypto";
import {UserError} from "../../loaders/error.ts";

/** A pair of keys as text: PKCS#8 and SPKI in PEM. */
export interface KeyPair {
  privateKey: string;
  publicKey: string;
}

/** Returns a new pair of Ed25519 keys. */
export function newKeys(): KeyPair {
  return generateKeyPairSync("ed25519", {
    privateKeyEncoding: {type: "pkcs8", format: "pem"},
    publicKeyEncoding: {type: "spki", format: "pem"}
  });
}

/** Returns the public key of a private one; throws a UserError where the text is none. */
export function publicKeyOf(privateKey: string, name: string): string {
  return createPublicKey(readPrivateKey(privateKey, name)).export({type: "spki", format: "pem"}).toString();
}

/** Returns the signature of the text, 64 bytes; the same text and key give the same bytes. */
export function signText(text: string, privateKey: string, name: string): Uint8Array {
  return new Uint8Array(sign(null, new TextEncoder().encode(text), readPrivateKey(privateKey, name)));
}

/** Returns whether the signature is that of the text by the key; false also where the key is none. */
export function isSigned(text: Uint8Array, signature: Uint8Array, publicKey: string): boolean {
  const key = maybePublicKey(publicKey);
  return key !== undefined && signature.length === 64 && verify(null, text, key, signature);
}

/** Returns the SHA-256 of the public key (DER), by which an office tells its key on the telephone; undefined for no key. */
export function fingerprintOf(publicKey: string): string | undefined {
  const key = maybePublicKey(publicKey);
  return (
    key &&
    createHash("sha256")
      .update(new Uint8Array(key.export({type: "spki", format: "der"})))
      .digest("hex")
  );
}

function readPrivateKey(text: string, name: string): KeyObject {
  let key: KeyObject;
  try {
    key = createPrivateKey(text);
  } catch (error) {
    throw new UserError(`签名私钥读不出来：“${name}”；应是 hengcai key new 写的文件（PEM，PKCS#8，不加密）`, {
      cause: error
    });
  }
  if (key.asymmetricKeyType !== "ed25519") {
    throw new UserError(
      `签名私钥的种类不对：“${name}”是 ${key.asymmetricKeyType}；应是 Ed25519，用 hengcai key new 生成`
    );
  }
  return key;
}

function maybePublicKey(text: string): KeyObject | undefined {
  // A private key would be taken for its public one.
  if (!text.includes("-----BEGIN PUBLIC KEY-----")) return undefined;
  try {
    const key = createPublicKey(text);
    return key.asymmetricKeyType === "ed25519" ? key : undefined;
  } catch {
    return undefined;
  }
}
