"""Keyed hashes: equal texts can be found and compared by them, and none can be read back without the key."""

import hashlib
import hmac


def keyed_hash(key: bytes, purpose: str, text: str) -> str:
    """64 hexadecimal digits (HMAC-SHA256). What is hashed for one purpose never equals what is hashed for another."""
    return hmac.new(key, f"{purpose}|{text}".encode(errors="surrogatepass"), hashlib.sha256).hexdigest()
