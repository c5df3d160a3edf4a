package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlList;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlNode;
import org.hactl.yaml.YamlReader;
import org.hactl.yaml.YamlScalar;

/** Reads {@code group_vars} and {@code host_vars}: a file or a folder of files for each name. */
final class VariableFiles {
  private static final List<String> ENDINGS = List.of("", ".yml", ".yaml", ".json");

  private final Vault vault;
  private final Problems problems;

  VariableFiles(Vault vault, Problems problems) {
    this.vault = vault;
    this.problems = problems;
  }

  /**
   * The variables in a folder by the host or group that they belong to; an unknown one is a
   * problem.
   */
  Map<String, List<YamlEntry>> read(Path folder, String kind, Set<String> names) {
    Map<String, List<YamlEntry>> found = new LinkedHashMap<>();
    if (!Files.isDirectory(folder)) {
      return found;
    }
    for (Path path : list(folder)) {
      String name = nameOf(path);
      if (!names.contains(name)) {
        problems.add(
            org.hactl.yaml.Problem.in(
                path,
                "there is no %s \"%s\"".formatted(kind, name),
                Nearest.to(name, names).orElse(null)));
        continue;
      }
      List<YamlEntry> entries = found.computeIfAbsent(name, _ -> new ArrayList<>());
      files(path, 0).forEach(file -> entries.addAll(entries(file)));
    }
    return found;
  }

  /** The variables of one file, which may be encrypted as a whole. */
  List<YamlEntry> entries(Path file) {
    Optional<SourceText> text = YamlReader.text(file, problems);
    if (text.isEmpty()) {
      return List.of();
    }
    boolean sealed = Vault.sealed(text.get().text());
    Optional<SourceText> plain = sealed ? open(text.get()) : text;
    if (plain.isEmpty() || blank(plain.get())) {
      return List.of();
    }
    Problems found = new Problems();
    Optional<YamlNode> root = YamlReader.parse(plain.get(), found);
    if (sealed && !found.isEmpty()) {
      // The lines that a problem would show are secret.
      problems.add(file, "the decrypted content is not valid YAML");
      return List.of();
    }
    problems.addAll(found);
    return root.map(node -> entries(sealed ? secret(node) : node)).orElse(List.of());
  }

  private List<YamlEntry> entries(YamlNode root) {
    return switch (root) {
      case YamlMap map -> map.entries();
      case YamlScalar scalar when scalar.isNull() -> List.of();
      default -> {
        problems.add(root.at(), "expected a map of variables, found %s".formatted(root.describe()));
        yield List.of();
      }
    };
  }

  private Optional<SourceText> open(SourceText sealed) {
    try {
      return Optional.of(new SourceText(sealed.file(), vault.openText(sealed.text())));
    } catch (VaultException e) {
      problems.add(sealed.file(), String.valueOf(e.getMessage()));
      return Optional.empty();
    }
  }

  private static boolean blank(SourceText source) {
    return source
        .text()
        .lines()
        .map(String::strip)
        .allMatch(line -> line.isEmpty() || line.startsWith("#") || line.equals("---"));
  }

  static YamlNode secret(YamlNode node) {
    return switch (node) {
      case YamlMap map ->
          new YamlMap(
              map.at().hidden(),
              map.end(),
              map.flow(),
              map.entries().stream()
                  .map(e -> new YamlEntry(keyOf(e.key()), secret(e.value())))
                  .toList());
      case YamlList list ->
          new YamlList(
              list.at().hidden(),
              list.end(),
              list.flow(),
              list.items().stream().map(VariableFiles::secret).toList());
      case YamlScalar scalar -> scalar.asSecret();
    };
  }

  private static YamlScalar keyOf(YamlScalar key) {
    return new YamlScalar(
        key.at().hidden(), key.end(), key.text(), key.type(), key.style(), key.tag(), false);
  }

  private static String nameOf(Path path) {
    String name = path.getFileName().toString();
    if (Files.isDirectory(path)) {
      return name;
    }
    for (String ending : ENDINGS) {
      if (!ending.isEmpty() && name.endsWith(ending)) {
        return name.substring(0, name.length() - ending.length());
      }
    }
    return name;
  }

  private List<Path> files(Path path, int depth) {
    if (!Files.isDirectory(path)) {
      return List.of(path);
    }
    if (depth > 10) {
      problems.add(path, "folders are nested too deeply");
      return List.of();
    }
    return list(path).stream().flatMap(child -> files(child, depth + 1).stream()).toList();
  }

  /** The content of a folder, sorted, without hidden files and backup files of editors. */
  private List<Path> list(Path folder) {
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.filter(VariableFiles::counts).sorted().toList();
    } catch (IOException e) {
      problems.add(folder, "cannot be listed: " + e.getMessage());
      return List.of();
    }
  }

  private static boolean counts(Path path) {
    String name = path.getFileName().toString();
    if (name.startsWith(".") || name.endsWith("~") || name.endsWith(".bak")) {
      return false;
    }
    return Files.isDirectory(path)
        || !name.contains(".")
        || ENDINGS.stream().anyMatch(ending -> !ending.isEmpty() && name.endsWith(ending))
        || !name.matches(".*\\.(md|txt|orig|rej|swp|retry)");
  }
}
