package org.hactl.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlReader;

/** Reads an inventory: the hosts file, and {@code group_vars} and {@code host_vars} beside it. */
public final class InventoryReader {
  private static final List<String> NAMES =
      List.of("hosts.yml", "hosts.yaml", "hosts.ini", "hosts", "inventory.yml", "inventory.ini");
  private static final Pattern INI_LINE =
      Pattern.compile("\\s*(\\[[^\\]]*].*|[^#:\\s]+=.*|[^#:\\s{]+(\\s+.*)?)");

  private InventoryReader() {}

  /**
   * Reads a folder or a hosts file. Do not use the inventory if there are problems.
   *
   * @param extra the arguments of {@code -e}: {@code key=value}, a YAML map or {@code @file}
   */
  public static Optional<Inventory> read(
      Path path, List<String> extra, Vault vault, Problems problems) {
    Optional<Path> file = hostsFile(path, problems);
    Optional<SourceText> text = file.flatMap(f -> YamlReader.text(f, problems));
    if (text.isEmpty()) {
      return Optional.empty();
    }
    InventoryBuilder builder = new InventoryBuilder(problems, text.get().at(1, 1));
    readHosts(text.get(), builder, problems);
    Path folder = text.get().file().toAbsolutePath().getParent();
    VariableFiles files = new VariableFiles(vault, problems);
    if (folder != null) {
      Path shown = text.get().file().resolveSibling("group_vars");
      files
          .read(shown, "group", builder.groupNames())
          .forEach((group, entries) ->
              entries.forEach(
                  e -> builder.groupVariable(group, e.name(), e.value(), e.key().at())));
      files
          .read(shown.resolveSibling("host_vars"), "host", builder.hostNames())
          .forEach((host, entries) ->
              entries.forEach(e -> builder.hostVariable(host, e.name(), e.value(), e.key().at())));
    }
    builder.extra(ExtraVariables.read(extra, files, problems));
    return Optional.of(builder.build(vault));
  }

  /** The hosts file of a folder, or the file itself. */
  public static Optional<Path> hostsFile(Path path, Problems problems) {
    if (!Files.isDirectory(path)) {
      return Optional.of(path);
    }
    List<Path> found = NAMES.stream().map(path::resolve).filter(Files::isRegularFile).toList();
    if (found.size() == 1) {
      return Optional.of(found.getFirst());
    }
    problems.add(
        path,
        found.isEmpty()
            ? "contains no hosts.yml"
            : "contains more than one hosts file: "
                + String.join(", ", found.stream().map(f -> f.getFileName().toString()).toList()));
    return Optional.empty();
  }

  /** The inventory of a single text. */
  static Inventory parse(SourceText source, Problems problems) {
    InventoryBuilder builder = new InventoryBuilder(problems, source.at(1, 1));
    readHosts(source, builder, problems);
    return builder.build(Vault.none());
  }

  private static void readHosts(SourceText source, InventoryBuilder into, Problems problems) {
    if (ini(source)) {
      IniInventory.read(source, into, problems);
    } else {
      YamlReader.parse(source, problems)
          .ifPresent(root -> YamlInventory.read(root, into, problems));
    }
  }

  /**
   * Whether a file is in the INI form: by its extension, or else by its first line that is neither
   * blank nor a comment.
   */
  static boolean ini(SourceText source) {
    String name = source.file().toString();
    if (name.endsWith(".ini")) {
      return true;
    }
    if (name.endsWith(".yml") || name.endsWith(".yaml") || name.endsWith(".json")) {
      return false;
    }
    return source
        .text()
        .lines()
        .filter(line -> !line.isBlank() && !line.strip().startsWith("#"))
        .findFirst()
        .filter(line -> !line.strip().equals("---"))
        .filter(line -> INI_LINE.matcher(line).matches())
        .isPresent();
  }
}
