"""The personal link as a QR code to print on doors and slides. It carries no token (PASS-3)."""

import io

import segno

SCALE = 12  # pixels a module: sharp on paper
BORDER = 4  # modules of quiet around it, as the standard asks


def qr_png(address: str) -> bytes:
    """The address as a QR code in a PNG."""
    picture = io.BytesIO()
    segno.make_qr(address, error="m").save(picture, kind="png", scale=SCALE, border=BORDER)
    return picture.getvalue()
