package org.hactl.control;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The classes that no agent loads, for jlink to leave out: Quartz wants java.desktop for java.beans
 * alone, and java.sql brings java.xml. One class of each package stays, since jlink refuses an
 * exported package that is empty. It makes the image a third smaller.
 */
final class UnwantedClasses {
  private static final List<String> MODULES = List.of("java.desktop", "java.xml", "java.prefs");
  private static final List<String> KEPT = List.of("java/beans/", "com/sun/beans/");

  private UnwantedClasses() {}

  static List<String> in(Path jdk) throws IOException {
    List<String> unwanted = new ArrayList<>();
    try (FileSystem image =
        FileSystems.newFileSystem(URI.create("jrt:/"), Map.of("java.home", jdk.toString()))) {
      for (String module : MODULES) {
        Set<Path> seenPackages = new HashSet<>();
        Path root = image.getPath("/modules/" + module);
        for (Path path : Trees.below(root)) {
          String name = root.relativize(path).toString();
          boolean kept =
              KEPT.stream().anyMatch(name::startsWith) || name.equals("module-info.class");
          if (!Files.isDirectory(path) && !kept && !seenPackages.add(path.getParent())) {
            unwanted.add("/" + module + "/" + name);
          }
        }
      }
    }
    return unwanted;
  }
}
