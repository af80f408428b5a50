"""Para 3(h): a stored file is whole, in order and itself, or an error; and it is never in memory as a whole."""

import doctest
import io
import itertools
import tracemalloc

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vault import files
from vault.envelope import canonical
from vault.errors import Tampered
from vault.files import HEADER_BYTES, SEGMENT, decrypt_stream, encrypt_stream, new_key, plain_size, stored_size

KEY, CONTEXT = bytes(range(32)), canonical("attachment", "7")
STORED_SEGMENT = SEGMENT + 16


def stored(content: bytes, *, piece: int = 65536, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    out = io.BytesIO()
    pieces = (content[start : start + piece] for start in range(0, len(content), piece))
    assert encrypt_stream(pieces, out, key=key, context=context) == len(content)
    return out.getvalue()


def content_of(file: bytes, *, key: bytes = KEY, context: bytes = CONTEXT) -> bytes:
    return b"".join(decrypt_stream(io.BytesIO(file), key=key, context=context))


def three_segments(mark: bytes = b"a") -> bytes:
    return mark * (2 * SEGMENT + 1000)


def parts(file: bytes) -> list[bytes]:
    body = file[HEADER_BYTES:]
    return [file[:HEADER_BYTES], *(body[i : i + STORED_SEGMENT] for i in range(0, len(body), STORED_SEGMENT))]


LENGTHS = [0, 1, SEGMENT - 1, SEGMENT, SEGMENT + 1, 2 * SEGMENT, 2 * SEGMENT + 1]


@pytest.mark.parametrize("length", LENGTHS)
@pytest.mark.parametrize("piece", [7777, SEGMENT, 3 * SEGMENT])
def test_every_length_comes_back_and_is_as_long_as_foretold(length, piece):
    content = bytes(itertools.islice(itertools.cycle(range(251)), length))
    file = stored(content, piece=piece)
    assert content_of(file) == content
    assert len(file) == stored_size(length)
    assert plain_size(len(file)) == length


@settings(max_examples=25)
@given(st.lists(st.binary(max_size=2000), max_size=6))
def test_whatever_pieces_it_arrives_in(pieces):
    out = io.BytesIO()
    encrypt_stream(pieces, out, key=KEY, context=CONTEXT)
    assert content_of(out.getvalue()) == b"".join(pieces)


@pytest.mark.parametrize("length", [0, 1000, SEGMENT, 2 * SEGMENT, 2 * SEGMENT + 1000])
def test_cut_off_at_any_border_of_a_segment_it_is_refused(length):
    file = stored(b"b" * length)
    borders = [0, 1, HEADER_BYTES - 1, HEADER_BYTES, *range(HEADER_BYTES + STORED_SEGMENT, len(file), STORED_SEGMENT)]
    near = {border + shift for border in [*borders, len(file)] for shift in (-1, 0, 1)}
    for cut in sorted(cut for cut in near if 0 <= cut < len(file)):
        with pytest.raises(Tampered):
            content_of(file[:cut])


@settings(max_examples=60)
@given(st.data())
def test_one_changed_bit_and_it_is_refused(data):
    file = bytearray(stored(b"short"))
    file[data.draw(st.integers(0, len(file) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    with pytest.raises(Tampered):
        content_of(bytes(file))


def test_reordered_repeated_or_left_out_segments_are_refused():
    header, first, second, last = parts(stored(three_segments()))
    for order in itertools.chain.from_iterable(itertools.product((first, second, last), repeat=n) for n in range(5)):
        if order != (first, second, last):
            with pytest.raises(Tampered):
                content_of(header + b"".join(order))


def test_made_longer_it_is_refused():
    for content in (b"", b"short", b"c" * SEGMENT):
        file = stored(content)
        for more in (b"\0", bytes(16), bytes(STORED_SEGMENT), parts(file)[1]):
            with pytest.raises(Tampered):
                content_of(file + more)


def test_a_segment_of_another_file_under_the_same_key_is_refused():
    ours, theirs = parts(stored(three_segments(b"a"))), parts(stored(three_segments(b"z")))
    for position in range(4):
        spliced = [*ours[:position], theirs[position], *ours[position + 1 :]]
        with pytest.raises(Tampered):
            content_of(b"".join(spliced))


def test_the_same_file_stored_twice_does_not_look_the_same():
    assert stored(b"content")[1:33] != stored(b"content")[1:33]


def test_under_another_key_or_name_it_is_refused_before_the_first_piece_is_asked_for():
    file = stored(b"content")
    with pytest.raises(Tampered):
        decrypt_stream(io.BytesIO(file), key=new_key(), context=CONTEXT)
    with pytest.raises(Tampered):
        decrypt_stream(io.BytesIO(file), key=KEY, context=canonical("attachment", "8"))


def test_what_is_handed_out_before_the_fault_is_genuine():
    pieces = decrypt_stream(
        io.BytesIO(stored(three_segments())[: HEADER_BYTES + 2 * STORED_SEGMENT]), key=KEY, context=CONTEXT
    )
    assert next(pieces) == b"a" * SEGMENT
    with pytest.raises(Tampered):
        next(pieces)


def test_a_source_may_give_less_than_it_is_asked_for():
    class Trickle(io.BytesIO):
        def read(self, size: int = -1) -> bytes:
            return super().read(min(size, 1000))

    content = three_segments()
    assert b"".join(decrypt_stream(Trickle(stored(content)), key=KEY, context=CONTEXT)) == content


def test_a_source_may_use_its_buffer_again():
    def refilled():
        buffer = bytearray(1000)
        for number in range(400):
            buffer[:] = bytes([number % 256]) * 1000
            yield buffer

    out = io.BytesIO()
    encrypt_stream(refilled(), out, key=KEY, context=CONTEXT)
    assert content_of(out.getvalue()) == b"".join(bytes([number % 256]) * 1000 for number in range(400))


def test_memory_stays_flat_however_long_the_file():
    class Nowhere:
        def write(self, data: bytes) -> None: ...

    class Endless:
        """A file of 16 MiB that was never in memory: what is measured is the decryption."""

        def __init__(self, file: bytes) -> None:
            self.read = io.BytesIO(file).read

    piece = bytes(65536)
    tracemalloc.start()
    encrypt_stream((piece for _ in range(256)), Nowhere(), key=KEY, context=CONTEXT)
    _, encrypting = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    file = stored(bytes(16 * 1024 * 1024))
    tracemalloc.start()
    for _ in decrypt_stream(Endless(file), key=KEY, context=CONTEXT):
        pass
    _, decrypting = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert encrypting < 8 * SEGMENT
    assert decrypting < 8 * SEGMENT


@pytest.mark.parametrize("length", [0, 1, HEADER_BYTES, HEADER_BYTES + 15, HEADER_BYTES + STORED_SEGMENT + 16])
def test_no_file_is_stored_as_so_many_bytes(length):
    with pytest.raises(Tampered):
        plain_size(length)


def test_the_worked_example_is_true():
    assert doctest.testmod(files).failed == 0
