package org.hactl.control.image;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * Copies the agent's jars into the image. JNA's native libraries for other platforms are left out,
 * and the one for this platform is stored as a file, because a host's temporary folders may be
 * mounted noexec.
 */
final class AgentJars {
  private static final String NATIVE = "com/sun/jna/linux-" + platform() + "/libjnidispatch.so";

  private AgentJars() {}

  static void copy(List<Path> jars, Path root) throws IOException {
    Path target = Files.createDirectories(root.resolve("lib/hactl"));
    for (Path jar : jars) {
      String name = Objects.requireNonNull(jar.getFileName()).toString();
      if (name.startsWith("jna-")) {
        withoutNatives(jar, target.resolve(name), target.resolve("libjnidispatch.so"));
      } else {
        Files.copy(jar, target.resolve(name));
      }
    }
  }

  private static void withoutNatives(Path jar, Path slim, Path library) throws IOException {
    try (JarFile source = new JarFile(jar.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(slim))) {
      List<JarEntry> entries =
          source.stream().sorted(Comparator.comparing(JarEntry::getName)).toList();
      for (JarEntry entry : entries) {
        if (entry.getName().equals(NATIVE)) {
          try (InputStream in = source.getInputStream(entry)) {
            Files.copy(in, library);
          }
        }
        if (!entry.isDirectory() && isJava(entry.getName())) {
          copy(source, entry, out);
        }
      }
    }
  }

  private static boolean isJava(String name) {
    return name.endsWith(".class") || name.endsWith("MANIFEST.MF") || name.endsWith(".properties");
  }

  private static void copy(JarFile source, JarEntry entry, OutputStream to) throws IOException {
    ZipOutputStream out = (ZipOutputStream) to;
    ZipEntry same = new ZipEntry(entry.getName());
    same.setTime(Tar.TIME_SECONDS * 1000);
    out.putNextEntry(same);
    try (InputStream in = source.getInputStream(entry)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }

  private static String platform() {
    return switch (Architecture.ofThisMachine()) {
      case X86_64 -> "x86-64";
      case AARCH64 -> "aarch64";
      case OTHER -> "unknown";
    };
  }
}
