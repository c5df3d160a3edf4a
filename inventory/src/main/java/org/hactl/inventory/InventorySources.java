package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hactl.yaml.Problems;

/** Finds what the arguments of {@code -i} name: files, folders of files, and lists of hosts. */
final class InventorySources {
  /** What Ansible passes over in a folder. */
  private static final Pattern IGNORED =
      Pattern.compile(
          "\\..*|host_vars|group_vars|vars_plugins"
              + "|.*(\\.pyc|\\.pyo|\\.swp|\\.bak|~|\\.rpm|\\.md|\\.txt|\\.rst|\\.orig|\\.ini|\\.cfg|\\.retry)");

  /** Where hactl is built, the folder of the example inventory contains much else. */
  private static final List<String> SOURCES_OF_HACTL = List.of("hosts.yml");

  private static final int MAX_DEPTH = 10;

  /** One thing to read. */
  sealed interface Source {}

  /** A hosts file or an executable. */
  record HostsSource(Path file) implements Source {}

  /** Names with commas: {@code lvs1,lvs2:2222,}. */
  record ListSource(String names) implements Source {}

  private final Problems problems;
  private final List<Source> sources = new ArrayList<>();
  private final List<Path> folders = new ArrayList<>();

  private InventorySources(Problems problems) {
    this.problems = problems;
  }

  static InventorySources of(List<String> arguments, Problems problems) {
    InventorySources found = new InventorySources(problems);
    arguments.forEach(found::add);
    return found;
  }

  /** In the order in which they are read; a later one adds to an earlier one. */
  List<Source> sources() {
    return sources;
  }

  /** The folders that may contain {@code group_vars} and {@code host_vars}; a later one wins. */
  List<Path> folders() {
    return folders;
  }

  private void add(String argument) {
    Path path = Path.of(argument);
    if (argument.contains(",") && !Files.exists(path)) {
      sources.add(new ListSource(argument));
    } else if (Files.isDirectory(path)) {
      int before = sources.size();
      folder(path, 0);
      if (sources.size() == before) {
        problems.add(path, "contains no hosts.yml");
      }
      folders.add(path);
    } else {
      sources.add(new HostsSource(path));
      folders.add(Objects.requireNonNullElse(path.getParent(), Path.of("")));
    }
  }

  private void folder(Path folder, int depth) {
    if (depth > MAX_DEPTH) {
      problems.add(folder, "folders are nested too deeply");
      return;
    }
    List<Path> content = list(folder);
    List<Path> counts =
        Files.exists(folder.resolve("pom.xml"))
            ? SOURCES_OF_HACTL.stream().map(folder::resolve).filter(Files::exists).toList()
            : content.stream().filter(path -> !IGNORED.matcher(name(path)).matches()).toList();
    // Ansible passes over .ini files in a folder, and then has no host and says so in a warning.
    List<Path> read =
        counts.isEmpty() && depth == 0
            ? content.stream().filter(path -> name(path).matches("[^.].*\\.ini")).toList()
            : counts;
    for (Path path : read) {
      if (Files.isDirectory(path)) {
        folder(path, depth + 1);
      } else {
        sources.add(new HostsSource(path));
      }
    }
  }

  private List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.sorted().toList();
    } catch (IOException e) {
      problems.add(folder, "cannot be listed: " + e.getMessage());
      return List.of();
    }
  }

  private static String name(Path path) {
    return path.getFileName().toString();
  }
}
