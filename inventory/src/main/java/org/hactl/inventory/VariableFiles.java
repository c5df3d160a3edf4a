package org.hactl.inventory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
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
  private final Map<Path, Boolean> known = new HashMap<>();

  VariableFiles(Vault vault, Problems problems) {
    this.vault = vault;
    this.problems = problems;
  }

  /**
   * The variables of a group or host in {@code group_vars} or {@code host_vars}: as in Ansible the
   * first of NAME, NAME.yml, NAME.yaml and NAME.json counts alone.
   */
  List<YamlEntry> read(Path folder, String name) {
    if (!known.computeIfAbsent(folder, Files::isDirectory)) {
      return List.of();
    }
    return ENDINGS.stream()
        .map(ending -> folder.resolve(name + ending))
        .filter(Files::exists)
        .findFirst()
        .map(path -> files(path, 0).stream().flatMap(file -> entries(file).stream()).toList())
        .orElse(List.of());
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

  /** Whether there is nothing but comments. */
  static boolean blank(SourceText source) {
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

  /** The content of a folder that Ansible reads, sorted. */
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
    int dot = name.lastIndexOf('.');
    String ending = dot > 0 ? name.substring(dot) : "";
    return !name.startsWith(".")
        && !name.endsWith("~")
        && (Files.isDirectory(path) ? ending.isEmpty() : ENDINGS.contains(ending));
  }
}
