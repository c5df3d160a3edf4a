package org.hactl.inventory;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problem;
import org.hactl.yaml.Problems;
import org.hactl.yaml.SourceText;
import org.hactl.yaml.YamlReader;

/**
 * Adds a host to a hosts file, or removes one. Comments, order, quotes, indentation and style of
 * the file stay: only the text of that host comes or goes.
 */
public final class HostsFile {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]*");
  private static final Pattern ADDRESS = Pattern.compile("[A-Za-z0-9._:%-]+");

  private HostsFile() {}

  /**
   * The text of the file with one more host. Nothing is written to disk.
   *
   * @param group the group to add the host to, which must exist
   * @param address the host's {@code ansible_host}
   * @return empty, with a problem, if the host exists, the group does not, or the file has no safe
   *     place for the host
   */
  public static Optional<String> addHost(
      Path file, String group, String name, String address, Problems problems) {
    return YamlReader.text(file, problems)
        .flatMap(source -> addHost(source, group, name, address, problems));
  }

  static Optional<String> addHost(
      SourceText source, String group, String name, String address, Problems problems) {
    Problems found = new Problems();
    Inventory before = InventoryReader.parse(source, found);
    if (!found.isEmpty()) {
      problems.addAll(found);
      return Optional.empty();
    }
    Optional<Problem> refusal = refuse(source, before, group, name, address);
    if (refusal.isPresent()) {
      problems.add(refusal.get());
      return Optional.empty();
    }
    Optional<String> text =
        InventoryReader.ini(source)
            ? Optional.of(IniHostInsertion.insert(source, group, name, address))
            : YamlHostInsertion.insert(source, group, name, address);
    Optional<String> proven =
        text.filter(t -> HostsFileProof.addsOnly(source, before, t, group, name, address));
    if (proven.isEmpty()) {
      problems.add(
          Problem.in(
              source.file(),
              "the host \"%s\" cannot be added to the group \"%s\" without other changes to the file; add it by hand"
                  .formatted(name, group),
              null));
    }
    return proven;
  }

  /**
   * The text of the file without this host, in whatever groups it is. Nothing is written to disk.
   *
   * @return empty, with a problem, if the file does not have the host, or not as a host of its own
   */
  public static Optional<String> removeHost(Path file, String name, Problems problems) {
    return YamlReader.text(file, problems).flatMap(source -> removeHost(source, name, problems));
  }

  static Optional<String> removeHost(SourceText source, String name, Problems problems) {
    Problems found = new Problems();
    Inventory before = InventoryReader.parse(source, found);
    if (!found.isEmpty()) {
      problems.addAll(found);
      return Optional.empty();
    }
    if (before.host(name).isEmpty()) {
      problems.add(
          Problem.in(
              source.file(),
              "there is no host \"%s\"".formatted(name),
              Nearest.to(name, before.hosts().keySet()).orElse(null)));
      return Optional.empty();
    }
    Optional<String> proven =
        HostRemoval.remove(source, name)
            .filter(text -> HostsFileProof.removesOnly(source, before, text, name));
    if (proven.isEmpty()) {
      problems.add(
          Problem.in(
              source.file(),
              "the host \"%s\" cannot be removed without other changes to the file, for instance because it is part of a range; remove it by hand"
                  .formatted(name),
              null));
    }
    return proven;
  }

  private static Optional<Problem> refuse(
      SourceText source, Inventory before, String group, String name, String address) {
    if (!NAME.matcher(name).matches()) {
      return Optional.of(
          Problem.in(source.file(), "\"%s\" is not a valid host name".formatted(name), null));
    }
    if (!ADDRESS.matcher(address).matches()) {
      return Optional.of(
          Problem.in(source.file(), "\"%s\" is not a valid address".formatted(address), null));
    }
    Optional<Host> there = before.host(name);
    if (there.isPresent()) {
      return Optional.of(
          Problem.at(there.get().at(), "the host \"%s\" already exists".formatted(name), null));
    }
    if (before.group(name).isPresent()) {
      return Optional.of(
          Problem.at(
              before.group(name).get().at(), "\"%s\" is already a group".formatted(name), null));
    }
    if (before.group(group).isEmpty()) {
      List<String> groups = List.copyOf(before.groups().keySet());
      return Optional.of(
          Problem.in(
              source.file(),
              "there is no group \"%s\"; the groups are %s"
                  .formatted(group, String.join(", ", groups)),
              Nearest.to(group, groups).orElse(null)));
    }
    return Optional.empty();
  }
}
