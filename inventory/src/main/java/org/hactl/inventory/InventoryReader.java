package org.hactl.inventory;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlReader;

/** Reads an inventory: hosts files, and {@code group_vars} and {@code host_vars} beside them. */
public final class InventoryReader {
  private static final List<String> NAMES =
      List.of("hosts.yml", "hosts.yaml", "hosts.ini", "hosts", "inventory.yml", "inventory.ini");
  private static final Pattern INI_LINE =
      Pattern.compile("\\s*(\\[[^\\]]*].*|[^#:\\s]+=.*|[^#:\\s{]+(\\s+.*)?)");

  private static final List<String> YAML_ENDINGS = List.of(".yml", ".yaml", ".json");

  /**
   * What counts although the inventory does not say it.
   *
   * @param folders further folders that may contain {@code group_vars} and {@code host_vars}, such
   *     as the site's
   * @param variables of all hosts, weaker than all others
   */
  public record Surroundings(List<Path> folders, Map<String, AnsibleConfig.Setting> variables) {}

  private InventoryReader() {}

  /**
   * Reads one folder or hosts file, as {@link #read(List, Surroundings, List, Vault, Problems)}.
   */
  public static Optional<Inventory> read(
      Path path, List<String> extra, Vault vault, Problems problems) {
    return read(
        List.of(path.toString()), new Surroundings(List.of(), Map.of()), extra, vault, problems);
  }

  /**
   * Reads an inventory. Do not use it if there are problems.
   *
   * @param arguments those of {@code -i}: hosts files, folders of them, executables, and lists of
   *     hosts with commas
   * @param extra the arguments of {@code -e}: {@code key=value}, a YAML map or {@code @file}
   */
  public static Optional<Inventory> read(
      List<String> arguments,
      Surroundings around,
      List<String> extra,
      Vault vault,
      Problems problems) {
    InventorySources found = InventorySources.of(arguments, problems);
    if (found.sources().isEmpty()) {
      return Optional.empty();
    }
    SourceText start = new SourceText(Path.of(String.join(",", arguments)), "");
    InventoryBuilder builder = new InventoryBuilder(problems, start.at(1, 1));
    boolean whole = true;
    for (InventorySources.Source source : found.sources()) {
      whole &= read(source, builder, problems);
    }
    if (!whole) {
      return Optional.empty();
    }
    VariableFiles files = new VariableFiles(vault, problems);
    Set<Path> seen = new HashSet<>();
    Stream.concat(found.folders().stream(), around.folders().stream())
        .filter(folder -> seen.add(folder.toAbsolutePath().normalize()))
        .forEach(folder -> builder.folder(folder, files));
    around.variables().forEach(builder::weakest);
    builder.extra(ExtraVariables.read(extra, files, problems));
    return Optional.of(builder.build(vault));
  }

  /** Whether the source could be read at all. */
  private static boolean read(
      InventorySources.Source source, InventoryBuilder builder, Problems problems) {
    return switch (source) {
      case InventorySources.ListSource(String names) -> {
        SourceText text = new SourceText(Path.of("--inventory"), names);
        for (String name : names.split(",")) {
          hostOfList(name.strip(), text, builder, problems);
        }
        yield true;
      }
      case InventorySources.HostsSource(Path file) when ScriptInventory.runs(file) -> {
        ScriptInventory.read(file, builder, problems);
        yield true;
      }
      case InventorySources.HostsSource(Path file) -> {
        Optional<SourceText> text = YamlReader.text(file, problems);
        text.ifPresent(t -> readHosts(t, builder, problems));
        yield text.isPresent();
      }
    };
  }

  private static void hostOfList(
      String name, SourceText text, InventoryBuilder builder, Problems problems) {
    if (name.isEmpty()) {
      return;
    }
    Mark at = text.atOffset(text.text().indexOf(name));
    try {
      HostRange.Hosts hosts = HostRange.hosts(name);
      hosts.names().forEach(host -> builder.host(Inventory.UNGROUPED, host, hosts.port(), at));
    } catch (IllegalArgumentException e) {
      problems.add(at, String.valueOf(e.getMessage()));
    }
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
    if (VariableFiles.blank(source)) {
      return; // As Ansible, which takes an empty file for one in the INI form.
    }
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
    Path name = source.file().getFileName();
    String ending = name == null ? "" : name.toString().replaceFirst("^.*?(\\.[^.]*)?$", "$1");
    if (YAML_ENDINGS.contains(ending)) {
      return false;
    }
    if (!ending.isEmpty()) {
      return true;
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
