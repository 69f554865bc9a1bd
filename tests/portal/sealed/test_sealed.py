"""A sealed file comes out as it went in, or not at all."""

import hashlib

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage, InMemoryStorage
from hypothesis import given, settings
from hypothesis import strategies as st

from portal import sealed
from portal.sealed.shape import HEAD_BYTES, PIECE, TAG_BYTES

SIZES = st.one_of(st.integers(0, 300), st.sampled_from([PIECE - 1, PIECE, PIECE + 1, 2 * PIECE, 3 * PIECE + 7]))


def plain_of(size):
    return bytes(number % 251 for number in range(size))


def in_chunks(plain, length):
    return [plain[start : start + length] for start in range(0, len(plain), length)]


def stored(storage, name):
    with storage.open(name) as file:
        return file.read()


def altered(storage, one, cipher):
    """The file `one` with other content."""
    storage.delete(one.name)
    return storage.save(one.name, ContentFile(cipher))


def is_refused(storage, one, cipher):
    name = altered(storage, one, cipher)
    with pytest.raises(sealed.Broken):
        list(sealed.read(storage, name, one.key))
    return True


@given(size=SIZES, length=st.integers(60, 2 * PIECE))
@settings(max_examples=40, deadline=None)
def test_what_was_sealed_comes_out_as_it_went_in(size, length):
    storage, plain = InMemoryStorage(), plain_of(size)
    one = sealed.write(storage, in_chunks(plain, length))
    found = (b"".join(sealed.read(storage, one.name, one.key)), one.size, one.digest)
    assert found == (plain, size, hashlib.sha256(plain).hexdigest())


@given(size=SIZES, data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_of_which_one_bit_was_turned_is_refused(size, data):
    storage = InMemoryStorage()
    one = sealed.write(storage, [plain_of(size)])
    cipher = bytearray(stored(storage, one.name))
    cipher[data.draw(st.integers(0, len(cipher) - 1))] ^= 1 << data.draw(st.integers(0, 7))
    assert is_refused(storage, one, bytes(cipher))


@given(size=SIZES, data=st.data())
@settings(max_examples=60, deadline=None)
def test_a_file_that_was_cut_short_is_refused(size, data):
    storage = InMemoryStorage()
    one = sealed.write(storage, [plain_of(size)])
    cipher = stored(storage, one.name)
    ends = [HEAD_BYTES + number * (PIECE + TAG_BYTES) for number in range(len(cipher) // (PIECE + TAG_BYTES) + 1)]
    shorter = [end for end in ends if end < len(cipher)]
    length = data.draw(st.one_of(st.integers(0, len(cipher) - 1), st.sampled_from(shorter)))
    assert is_refused(storage, one, cipher[:length])


def test_a_file_with_two_pieces_exchanged_is_refused():
    storage = InMemoryStorage()
    one = sealed.write(storage, [plain_of(3 * PIECE)])
    cipher, whole = stored(storage, one.name), PIECE + TAG_BYTES
    head, pieces = cipher[:HEAD_BYTES], in_chunks(cipher[HEAD_BYTES:], whole)
    assert is_refused(storage, one, b"".join([head, pieces[1], pieces[0], pieces[2]]))


def test_a_file_with_a_piece_more_is_refused():
    storage = InMemoryStorage()
    one = sealed.write(storage, [plain_of(PIECE)])
    cipher = stored(storage, one.name)
    assert is_refused(storage, one, cipher + cipher[HEAD_BYTES:])


def test_a_file_under_another_key_is_refused():
    storage = InMemoryStorage()
    one = sealed.write(storage, [b"photo"])
    with pytest.raises(sealed.Broken):
        list(sealed.read(storage, one.name, sealed.new_key()))


def test_files_under_one_key_are_encrypted_under_different_ones():
    storage, key = InMemoryStorage(), sealed.new_key()
    first, second = (sealed.write(storage, [plain_of(100)], key) for _time in range(2))
    pieces = [stored(storage, one.name)[HEAD_BYTES:] for one in (first, second)]
    assert (first.key == second.key, pieces[0] == pieces[1]) == (True, False)


def test_a_piece_of_another_file_under_the_same_key_is_refused():
    storage, key = InMemoryStorage(), sealed.new_key()
    first, second = (sealed.write(storage, [plain_of(100)], key) for _time in range(2))
    cipher = stored(storage, first.name)[:HEAD_BYTES] + stored(storage, second.name)[HEAD_BYTES:]
    assert is_refused(storage, first, cipher)


def test_nothing_is_stored_when_the_pieces_stop_with_an_error():
    def broken_off():
        yield b"begun"
        raise ConnectionError

    storage = InMemoryStorage()
    with pytest.raises(ConnectionError):
        sealed.write(storage, broken_off())
    assert storage.listdir("") == ([], [])


def test_what_is_erased_is_gone_and_may_be_erased_again():
    storage = InMemoryStorage()
    one = sealed.write(storage, [b"photo"])
    for _time in range(2):
        sealed.erase(storage, one.name)
    assert storage.exists(one.name) is False


def test_a_file_lies_where_only_its_owner_reads(tmp_path):
    storage = FileSystemStorage(tmp_path / "sealed", file_permissions_mode=0o600, directory_permissions_mode=0o700)
    one = sealed.write(storage, [b"a marker that nobody may read"])
    path = tmp_path / "sealed" / one.name
    modes = [oct(place.stat().st_mode & 0o777) for place in (path, path.parent, tmp_path / "sealed")]
    found = (modes, b"marker" in path.read_bytes(), b"".join(sealed.read(storage, one.name, one.key)))
    assert found == (["0o600", "0o700", "0o700"], False, b"a marker that nobody may read")


def test_pieces_are_read_one_at_a_time():
    storage = InMemoryStorage()
    one = sealed.write(storage, [plain_of(2 * PIECE + 5)])
    assert [len(piece) for piece in sealed.read(storage, one.name, one.key)] == [PIECE, PIECE, 5]
