package org.hactl.control.image;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * How the agent's runtime image is made: the JDK's modules that the agent needs (jlink), its jars,
 * JNA's native library as a file, a start script, a systemd unit, and a start-up cache.
 */
public record RuntimeRecipe(Path jdk, String digest, String version) {
  /** Raise this number whenever the image changes although the jars stay the same. */
  private static final int EDITION = 6;

  /**
   * The modules that the agent and its libraries load; modules that Jackson, JNA and the mail
   * library can do without are left out.
   */
  static final List<String> MODULES = List.of("java.base", "java.logging", "jdk.net");

  static final List<String> TEMPLATES =
      List.of(
          "hactl-agent",
          "hactl-crashes.sh",
          "hactl-supervise",
          "hactl-takeover",
          "hactl-agent.service",
          "hactl-helper.service",
          "hactl-helper.socket",
          "hactl-agent.init");

  /** The name of the image that these jars and this JDK give. */
  public static String digest(Path jdk, List<Path> jars) throws IOException {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update((EDITION + String.join(",", MODULES)).getBytes(StandardCharsets.UTF_8));
      digest.update(Files.readAllBytes(jdk.resolve("release")));
      for (String template : TEMPLATES) {
        digest.update(template(template).getBytes(StandardCharsets.UTF_8));
      }
      for (Path jar : jars) {
        digest.update(name(jar).getBytes(StandardCharsets.UTF_8));
        digest.update(Files.readAllBytes(jar));
      }
      return HexFormat.of().formatHex(digest.digest(), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  void make(Path root, List<Path> jars) throws IOException, ImageException {
    JdkProgram.run(
        jdk.resolve("bin/jlink").toString(),
        "--add-modules",
        String.join(",", MODULES),
        "--compress",
        "zip-6",
        "--strip-debug",
        "--no-header-files",
        "--no-man-pages",
        "--output",
        root.toString());
    dropUnused(root);
    AgentJars.copy(jars, root);
    for (String template : TEMPLATES) {
      Path target = root.resolve(template.contains(".") ? "share" : "bin").resolve(template);
      Files.createDirectories(Objects.requireNonNull(target.getParent()));
      Files.writeString(target, filled(template, jars));
      Files.setPosixFilePermissions(
          target,
          PosixFilePermissions.fromString(
              template.startsWith("hactl-helper.") || template.endsWith(".service")
                  ? "rw-r--r--"
                  : "rwxr-xr-x"));
    }
    Files.writeString(root.resolve("DIGEST"), digest + "\n");
    setTimes(root);
    StartUpCache.make(root);
    setTimes(root);
  }

  private String filled(String template, List<Path> jars) throws IOException {
    String classPath =
        jars.stream().map(jar -> "$home/lib/hactl/" + name(jar)).collect(Collectors.joining(":"));
    return template(template)
        .replace("@CLASS_PATH@", classPath)
        .replace("@DIGEST@", digest)
        .replace("@VERSION@", version);
  }

  /**
   * The agent does not need the licence texts, the tools beside java, or the file that lets another
   * JVM read this image.
   */
  private static void dropUnused(Path root) throws IOException {
    Files.deleteIfExists(root.resolve("lib/jrt-fs.jar"));
    FileTrees.delete(root.resolve("legal"));
    for (Path file : FileTrees.below(root.resolve("bin"))) {
      if (!name(file).equals("java")) {
        Files.delete(file);
      }
    }
  }

  private static void setTimes(Path root) throws IOException {
    FileTime time = FileTime.fromMillis(Tar.TIME_SECONDS * 1000);
    List<Path> all = new ArrayList<>(FileTrees.below(root));
    for (Path path : all.reversed()) {
      Files.setLastModifiedTime(path, time);
    }
  }

  /** A script or unit of the image, with its placeholders. */
  public static String template(String name) throws IOException {
    try (InputStream in = RuntimeRecipe.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static String name(Path path) {
    return Objects.requireNonNull(path.getFileName()).toString();
  }
}
