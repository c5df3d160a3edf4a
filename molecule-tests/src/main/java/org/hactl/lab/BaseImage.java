package org.hactl.lab;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The disk from which all guests start: a small Debian with systemd and OpenSSH. It is made once
 * for each recipe and kept in the cache.
 *
 * @param folder holds {@code base.img}, an ext4 file system, and {@code status}, dpkg's list of the
 *     packages in it
 */
record BaseImage(Path folder) {
  private static final List<String> PACKAGES =
      List.of(
          "systemd",
          "systemd-sysv",
          "openssh-server",
          "iproute2",
          "kmod",
          "procps",
          "curl",
          "ipvsadm",
          "iputils-ping",
          "opensmtpd",
          "tcpdump");

  private static final List<String> FILES =
      List.of("customize", "identity", "lab-identity.service", "smtpd.conf");

  /** The file is sparse: only written blocks take disk space. */
  private static final long DISK_BYTES = 3L << 30;

  private static final Duration BUILD_TIMEOUT = Duration.ofMinutes(15);

  Path disk() {
    return folder.resolve("base.img");
  }

  Path dpkgStatus() {
    return folder.resolve("status");
  }

  String digest() {
    String name = folder.getFileName().toString();
    return name.substring(name.indexOf('-') + 1);
  }

  /** The image from the cache; made now if it is missing. */
  static BaseImage obtain(Path cache, LabProgress progress) {
    if (cache.toString().matches(".*[\\s,].*")) {
      throw new LabException(
          "the cache folder '%s' has a space or a comma in its name, and a guest's command line"
                  .formatted(cache)
              + " cannot have these; set XDG_CACHE_HOME to another folder");
    }
    Path modules = Machine.guestModules();
    AptSettings apt = AptSettings.ofMachine();
    BaseImage image = new BaseImage(cache.resolve("image-" + recipe(apt.suite(), modules)));
    if (Files.exists(image.disk())) {
      return image;
    }
    try (CacheLock lock = CacheLock.of(cache, "image.lock")) {
      Objects.requireNonNull(lock);
      if (!Files.exists(image.disk())) {
        make(image, cache.resolve("making-image"), apt, modules, progress);
        prune(cache, image);
      }
    }
    return image;
  }

  /**
   * Makes the image. The caller holds the lock, so files in the folder {@code work} are from a
   * crash.
   */
  private static void make(
      BaseImage image, Path work, AptSettings apt, Path modules, LabProgress progress) {
    Mounts.detachBelow(work);
    LabPaths.delete(work);
    try {
      Path files = work.resolve("files");
      Path result = work.resolve("result");
      Path root = work.resolve("root");
      LabPaths.createFolder(files);
      LabPaths.createFolder(result);
      for (String name : FILES) {
        Files.writeString(files.resolve(name), resource(name));
      }
      if (!files.resolve("customize").toFile().setExecutable(true)) {
        throw new IOException("cannot make a file executable in " + files);
      }
      bootstrap(root, work, files, apt, modules, progress);
      Files.copy(root.resolve("var/lib/dpkg/status"), result.resolve("status"));
      progress.step("base image: writing the disk");
      Path disk = result.resolve("base.img");
      try (var file = new java.io.RandomAccessFile(disk.toFile(), "rw")) {
        file.setLength(DISK_BYTES);
      }
      LocalProgram.of("mkfs.ext4", "-q", "-F", "-L", "lab", "-d", root.toString(), disk.toString())
          .timeout(BUILD_TIMEOUT)
          .check("writing the base image");
      Files.move(result, image.folder(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new LabException("cannot make the base image in %s: %s".formatted(work, e), e);
    } finally {
      boolean interrupted = Thread.interrupted(); // the next steps wait for processes
      Mounts.detachBelow(work);
      LabPaths.delete(work);
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /** Removes unused files: images of old recipes that no lab has used for a week. */
  private static void prune(Path cache, BaseImage newest) {
    Set<String> used =
        LabPaths.ofMachine().labs().stream()
            .flatMap(lab -> LabRecord.load(LabPaths.ofMachine().record(lab)).stream())
            .map(LabRecord::image)
            .collect(Collectors.toSet());
    Instant old = Instant.now().minus(Duration.ofDays(7));
    try (Stream<Path> entries = Files.list(cache)) {
      for (Path entry :
          entries.filter(e -> e.getFileName().toString().startsWith("image-")).toList()) {
        BaseImage image = new BaseImage(entry);
        if (!image.equals(newest)
            && !used.contains(image.disk().toString())
            && Files.getLastModifiedTime(entry).toInstant().isBefore(old)) {
          LabPaths.delete(entry);
        }
      }
    } catch (IOException e) {
      throw new LabException("cannot remove old files from %s: %s".formatted(cache, e), e);
    }
  }

  private static void bootstrap(
      Path root, Path work, Path files, AptSettings apt, Path modules, LabProgress progress) {
    progress.step("base image: Debian %s (once; about a minute)".formatted(apt.suite()));
    Path options = work.resolve("apt.conf");
    LabPaths.write(options, apt.options());
    List<String> argv =
        new ArrayList<>(
            List.of(
                "unshare", // its mounts and processes end with it, also after a kill
                "--mount",
                "--pid",
                "--fork",
                "--kill-child",
                "mmdebstrap",
                "--mode=root",
                "--variant=minbase",
                "--format=directory",
                "--aptopt=" + options,
                "--dpkgopt=path-exclude=/usr/share/doc/*",
                "--dpkgopt=path-exclude=/usr/share/man/*",
                "--dpkgopt=path-exclude=/usr/share/locale/*",
                "--include=" + String.join(",", PACKAGES),
                "--customize-hook=" + files.resolve("customize"),
                apt.suite(),
                root.toString()));
    argv.addAll(apt.sources());
    LocalProgram.of(argv)
        .timeout(BUILD_TIMEOUT)
        .with("LAB_FILES", files.toString())
        .with("LAB_MODULES", modules.toString())
        .with("TMPDIR", work.toString())
        .run(line -> {
          if (line.startsWith("I: ") && line.endsWith("...") && !line.contains("tempdir")) {
            progress.step("base image: " + line.substring(3, line.length() - 3));
          }
        })
        .orThrow("making the base image with mmdebstrap");
  }

  private static String recipe(String suite, Path modules) {
    List<String> parts = new ArrayList<>(List.of(suite, modules.getFileName().toString()));
    parts.addAll(PACKAGES);
    parts.add(Long.toString(DISK_BYTES));
    FILES.forEach(name -> parts.add(resource(name)));
    return Digest.of(parts.toArray(String[]::new)).substring(0, 16);
  }

  private static String resource(String name) {
    try (InputStream in = BaseImage.class.getResourceAsStream("guest/" + name)) {
      return new String(
          Objects.requireNonNull(in, name).readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new LabException("cannot read the resource " + name, e);
    }
  }
}
