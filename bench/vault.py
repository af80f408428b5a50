"""What sealing and opening cost beside the bare cipher. Para 3(h).

The floor is AES-256-GCM on the same bytes with a cipher object made once. A ratio is that floor's time over ours: 1
would be free. *Seal* is a fresh data key, its commitment, the ciphertext and one wrap for each of two sides; *open*
is one unwrap, the commitment and the content. The rounds of all cases are interleaved.
"""

import io
import secrets
import statistics
from collections.abc import Callable
from time import perf_counter

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vault import envelope, files

Measure = tuple[str, float, str]
Work = Callable[[], object]

ROUNDS = 25
SECONDS = 0.01  # a round of one case lasts about as long
SIZES = {"1 kB": 1000, "1 MiB": 1024 * 1024}
FILE_BYTES = 8 * 1024 * 1024


def run() -> list[Measure]:
    """Return the ratios of seal, open and file encryption to the bare cipher: minimum, median and maximum of each."""
    results: list[Measure] = []
    for size, count in SIZES.items():
        (bare_seal, seal), (bare_open, open_) = _cases(secrets.token_bytes(count))
        results += _ratios(f"seal {size} / bare AES-GCM", bare_seal, seal)
        results += _ratios(f"open {size} / bare AES-GCM", bare_open, open_)
    return results + _ratios(
        "encrypt 8 MiB file / bare AES-GCM in segments", *_file_case(secrets.token_bytes(FILE_BYTES))
    )


def _cases(plain: bytes) -> tuple[tuple[Work, Work], tuple[Work, Work]]:
    place = envelope.Place("bench", "1", "content", 1, "5f0c7e4e-0000-4000-8000-000000000001")
    keys = [envelope.key_encryption_key(side, f"{side}-1", "", secrets.token_bytes(32)) for side in ("NZ", "JP")]
    cipher, associated = AESGCM(secrets.token_bytes(32)), place.for_content()
    data_key, nonce = envelope.new_data_key(), secrets.token_bytes(12)
    bare = cipher.encrypt(nonce, plain, associated)
    sealed, wrapped = envelope.seal(plain, data_key, place), envelope.wrap(data_key, keys[0], place)

    def seal() -> None:
        fresh = envelope.new_data_key()
        envelope.seal(plain, fresh, place)
        for key in keys:
            envelope.wrap(fresh, key, place)

    def open_() -> bytes:
        return envelope.open_(sealed, envelope.unwrap(wrapped, keys[0], place), place)

    return (
        (lambda: cipher.encrypt(secrets.token_bytes(12), plain, associated), seal),
        (lambda: cipher.decrypt(nonce, bare, associated), open_),
    )


def _file_case(plain: bytes) -> tuple[Work, Work]:
    cipher = AESGCM(secrets.token_bytes(32))
    arriving = [plain[start : start + 65536] for start in range(0, len(plain), 65536)]
    segments = [plain[start : start + files.SEGMENT] for start in range(0, len(plain), files.SEGMENT)]

    def bare() -> None:
        out = io.BytesIO()
        for number, segment in enumerate(segments):
            out.write(cipher.encrypt(number.to_bytes(12), segment, None))

    def ours() -> None:
        files.encrypt_stream(arriving, io.BytesIO(), key=files.new_key(), context=b"bench")

    return bare, ours


def _ratios(name: str, bare: Work, ours: Work) -> list[Measure]:
    times = (_repeats(bare), _repeats(ours))
    found = sorted(_seconds(bare, times[0]) / _seconds(ours, times[1]) for _ in range(ROUNDS))
    return [
        (f"{name}, min", found[0], "ratio"),
        (f"{name}, median", statistics.median(found), "ratio"),
        (f"{name}, max", found[-1], "ratio"),
    ]


def _repeats(work: Work) -> int:
    """Return how often ``work`` fits into a round; the first call warms up."""
    work()
    return max(1, int(SECONDS / _seconds(work, 3)))


def _seconds(work: Work, times: int) -> float:
    """Return how long one ``work`` takes, over so many."""
    started = perf_counter()
    for _ in range(times):
        work()
    return (perf_counter() - started) / times
