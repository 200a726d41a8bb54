"""An archive is the same bytes whatever the order, the time and the file it was read from."""

import io
import os
import zipfile

from analysis.package.zipping import zipped


def test_order_and_time_make_no_difference(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"x" * 1000)
    os.utime(path, (10**9, 10**9))
    path.chmod(0o600)
    assert zipped({"表/b": path, "a": b"1"}) == zipped({"a": b"1", "表/b": b"x" * 1000})


def test_what_goes_in_comes_out():
    with zipfile.ZipFile(io.BytesIO(zipped({"表/b c": b"x", "a": b""}))) as archive:
        assert archive.namelist() == ["a", "表/b c"]
        assert archive.read("表/b c") == b"x"
        assert {one.external_attr >> 16 for one in archive.infolist()} == {0o644}
