package org.hactl.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * A flat apt repository of the packages that the hosts can install, with the dependencies that the
 * base image lacks. This machine's own apt downloads it and checks the signatures and checksums;
 * the guests see the folder read-only.
 */
final class PackageRepository {
  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofMinutes(10);

  private PackageRepository() {}

  /**
   * A file of apt's plan.
   *
   * @param bytes the file's size, as the archive's index says
   */
  record Download(String file, long bytes) {
    /** Reads what {@code apt-get --print-uris} prints: {@code 'URI' FILE BYTES HASH}. */
    static List<Download> parse(String printedUris) {
      return printedUris
          .lines()
          .filter(line -> line.startsWith("'"))
          .map(line -> line.substring(line.indexOf('\'', 1) + 1).strip().split(" "))
          .map(words -> new Download(words[0], Long.parseLong(words[1])))
          .toList();
    }
  }

  /** The folder of these packages from the cache; made now if it is missing. */
  static Path obtain(Path cache, BaseImage image, List<String> packages, LabProgress progress) {
    List<String> sorted = packages.stream().sorted().distinct().toList();
    String digest = Digest.of(image.digest(), String.join(" ", sorted)).substring(0, 16);
    Path folder = cache.resolve("packages-" + digest);
    try (CacheLock lock = CacheLock.of(cache, "packages.lock")) {
      Objects.requireNonNull(lock);
      if (!Files.exists(folder)) {
        Path work = cache.resolve("making-packages");
        try {
          LabPaths.delete(work);
          make(folder, work, image, sorted, progress);
        } finally {
          LabPaths.delete(work);
        }
      }
    }
    return folder;
  }

  private static void make(
      Path folder, Path work, BaseImage image, List<String> packages, LabProgress progress) {
    Path archives = work.resolve("archives");
    LabPaths.createFolder(archives.resolve("partial"));
    try {
      if (!packages.isEmpty()) {
        Files.copy(image.dpkgStatus(), work.resolve("status"));
        List<Download> plan =
            Download.parse(
                apt(work, packages, "--print-uris", "install")
                    .orThrow("planning the packages " + String.join(" ", packages))
                    .out());
        progress.step(
            "packages: downloading %d (%.1f MB) for %s"
                .formatted(
                    plan.size(),
                    plan.stream().mapToLong(Download::bytes).sum() / 1e6,
                    String.join(" ", packages)));
        apt(work, packages, "--download-only", "install")
            .orThrow("downloading the packages " + String.join(" ", packages));
        for (Download download : plan) {
          if (!Files.exists(archives.resolve(download.file()))) {
            throw new LabException("apt-get did not download " + download.file());
          }
        }
      }
      Files.delete(archives.resolve("partial"));
      Files.deleteIfExists(archives.resolve("lock"));
      Files.writeString(archives.resolve("Packages"), index(archives));
      Files.move(archives, folder, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabException("cannot make the package repository %s: %s".formatted(folder, e), e);
    }
  }

  /** Runs this machine's apt as if the base image's packages were the installed ones. */
  private static ExecResult apt(Path work, List<String> packages, String... words) {
    List<String> argv =
        new ArrayList<>(
            List.of(
                "apt-get",
                "-q",
                "-y",
                "--no-install-recommends",
                "-o",
                "Dir::State::status=" + work.resolve("status"),
                "-o",
                "Dir::State::extended_states=" + work.resolve("extended_states"),
                "-o",
                "Dir::Cache::archives=" + work.resolve("archives"),
                "-o",
                "Dir::Cache::pkgcache=",
                "-o",
                "Dir::Cache::srcpkgcache=",
                "-o",
                "APT::Sandbox::User=root",
                "-o",
                "Acquire::Retries=3"));
    argv.addAll(List.of(words));
    argv.addAll(packages);
    return LocalProgram.of(argv)
        .timeout(DOWNLOAD_TIMEOUT)
        .with("DEBIAN_FRONTEND", "noninteractive")
        .with("LC_ALL", "C.UTF-8")
        .run();
  }

  /** The Packages file of the packages in a folder (deb822(5)). */
  private static String index(Path folder) throws IOException {
    StringBuilder index = new StringBuilder();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path deb : files.filter(f -> f.toString().endsWith(".deb")).sorted().toList()) {
        String control =
            LocalProgram.of("dpkg-deb", "--field", deb.toString()).check("reading " + deb).text();
        index.append(control).append('\n');
        index.append("Filename: ./").append(deb.getFileName()).append('\n');
        index.append("Size: ").append(Files.size(deb)).append('\n');
        index.append("SHA256: ").append(Digest.of(deb)).append("\n\n");
      }
    }
    return index.toString();
  }
}
