/** Where a guest's packages come from. */
export interface DebianArchive {
  readonly suite: string;
  readonly mirror: string;
}

const defaultMirror = "http://deb.debian.org/debian";

/** Has glibc 2.41: what other distributions of its time compile runs on it. */
const suiteForOtherHosts = "trixie";

function field(osRelease: string, name: string): string | undefined {
  return new RegExp(`^${name}="?([^"\\n]*)"?$`, "m").exec(osRelease)?.[1];
}

/**
 * The guest runs programs that the host compiled, so it has the host's own Debian release where there is one, from
 * the mirror that the host itself uses.
 *
 * @param osRelease text of /etc/os-release
 * @param indexTargets lines `URI RELEASE COMPONENT`, as `apt-get indextargets` prints them
 */
export function debianArchive(osRelease: string, indexTargets: string): DebianArchive {
  const codename = field(osRelease, "ID") === "debian" ? field(osRelease, "VERSION_CODENAME") : undefined;
  const suite = codename ?? suiteForOtherHosts;
  const mirrors = indexTargets.split("\n").flatMap((line) => {
    const [uri = "", release, component] = line.split(" ");
    return release === suite && component === "main" && /^https?:/.test(uri) ? [uri.replace(/\/$/, "")] : [];
  });
  return { suite, mirror: mirrors[0] ?? defaultMirror };
}
