import { expect, test } from "bun:test";
import { debianArchive } from "./debian_archive.ts";

const bookworm = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nID=debian\nVERSION_CODENAME=bookworm\n';
const ubuntu = "ID_LIKE=debian\nID=ubuntu\nVERSION_CODENAME=noble\n";

test("on Debian it is the host's release from the host's own mirror", () => {
  const targets = [
    "http://mirror.example/security/ bookworm-security main",
    "http://mirror.example/debian/ bookworm-updates main",
    "http://mirror.example/debian/ bookworm contrib",
    "http://mirror.example/debian/ bookworm main",
  ];
  expect(debianArchive(bookworm, targets.join("\n"))).toEqual({
    suite: "bookworm",
    mirror: "http://mirror.example/debian",
  });
});

test("elsewhere it is Debian's own archive, of a release whose libraries are no older than the host's", () => {
  expect(debianArchive(ubuntu, "http://archive.ubuntu.com/ubuntu/ noble main\n")).toEqual({
    suite: "trixie",
    mirror: "http://deb.debian.org/debian",
  });
});

test("a mirror that debootstrap cannot read is passed over", () => {
  expect(debianArchive(bookworm, "cdrom:[Debian 12]/ bookworm main\n").mirror).toBe(
    "http://deb.debian.org/debian",
  );
});
