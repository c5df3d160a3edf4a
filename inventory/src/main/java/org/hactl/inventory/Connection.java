package org.hactl.inventory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.hactl.inventory.ConnectionVariables.Honoured;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Shape;
import org.hactl.yaml.YamlEntry;
import org.hactl.yaml.YamlMap;
import org.hactl.yaml.YamlScalar;

/**
 * How a host is reached, from the variables that Ansible knows.
 *
 * @param address {@code ansible_host}, or the host's name
 * @param port {@code ansible_port}, or 22
 * @param user {@code ansible_user}; empty for the user that runs hactl
 * @param privateKey {@code ansible_ssh_private_key_file}
 * @param become whether commands run as root through {@code sudo}
 * @param sshArguments options as for {@code ssh}, in the order in which the first one counts
 */
public record Connection(
    Plugin plugin,
    String address,
    int port,
    Optional<String> user,
    Optional<Path> privateKey,
    boolean become,
    List<String> sshArguments) {
  public Connection {
    sshArguments = List.copyOf(sshArguments);
  }

  /** How a host is reached: over SSH or locally. */
  public enum Plugin {
    SSH,
    LOCAL
  }

  static final String PORT = "ansible_port";

  private static final Map<String, Plugin> PLUGINS =
      new LinkedHashMap<>(
          Map.of(
              "ssh",
              Plugin.SSH,
              "smart",
              Plugin.SSH,
              "paramiko",
              Plugin.SSH,
              "local",
              Plugin.LOCAL));

  /** Makes the connection of the host with a given name. */
  private static final Shape<Function<String, Connection>> SHAPE = shape();

  static Optional<Connection> of(Host host, VariableScope scope, Problems problems) {
    ConnectionVariables.checkRefused(host, problems);
    List<YamlEntry> entries =
        ConnectionVariables.names().stream()
            .filter(name -> ConnectionVariables.fate(name).orElseThrow() instanceof Honoured)
            .filter(name -> !name.equals(GroupPriority.VARIABLE))
            .flatMap(name -> host.variables().get(name).stream())
            .map(v -> new YamlEntry(YamlScalar.string(v.at(), v.name()), v.value()))
            .toList();
    YamlMap map = new YamlMap(host.at(), host.at(), false, entries);
    return SHAPE
        .decode(map, Decoding.into(problems).rendering(scope).allowingSecrets())
        .map(named -> named.apply(host.name()));
  }

  /** Reports a misspelt variable such as {@code ansible_hots}. */
  static void checkSpelling(String name, Mark at, Problems problems) {
    if (name.startsWith("ansible_") && ConnectionVariables.fate(name).isEmpty()) {
      Nearest.to(name.substring("ansible_".length()), shortNames())
          .ifPresent(near ->
              problems.add(
                  at, "the variable \"%s\" is not known".formatted(name), "ansible_" + near));
    }
  }

  private static List<String> shortNames() {
    return ConnectionVariables.names().stream()
        .map(known -> known.substring("ansible_".length()))
        .toList();
  }

  private static Shape<Function<String, Connection>> shape() {
    Fields f = new Fields("How a host is reached");
    var plugin =
        f.optional("ansible_connection", Shape.choice(PLUGINS), Plugin.SSH, "ssh or local");
    var address = f.optional("ansible_host", Shape.string(), "Its address");
    var oldAddress = f.optional("ansible_ssh_host", Shape.string(), "The old name of ansible_host");
    var port = f.optional(PORT, Shape.integer(1, 65535), "Its SSH port");
    var oldPort =
        f.optional("ansible_ssh_port", Shape.integer(1, 65535), "The old name of ansible_port");
    var user = f.optional("ansible_user", Shape.string(), "The user to log in as");
    var oldUser = f.optional("ansible_ssh_user", Shape.string(), "The old name of ansible_user");
    var key = f.optional("ansible_ssh_private_key_file", path(), "The private key");
    var otherKey = f.optional("ansible_private_key_file", path(), "The private key");
    var become = f.optional("ansible_become", BecomeShapes.yesOrNo(), false, "Whether to use sudo");
    f.optional("ansible_become_method", Shape.choice(Map.of("sudo", "sudo")), "sudo");
    for (String name : List.of("ansible_become_user", "ansible_sudo_user")) {
      f.optional(name, BecomeShapes.root(), "root", "The user that sudo changes to");
    }
    for (String name : List.of("ansible_become_exe", "ansible_sudo_exe")) {
      f.optional(name, Shape.choice(Map.of("sudo", "sudo")), "sudo", "The program");
    }
    for (String name : List.of("ansible_become_flags", "ansible_sudo_flags")) {
      f.optional(name, BecomeShapes.flags(), "", "Options of sudo");
    }
    var args = f.optional("ansible_ssh_args", arguments(), List.of(), "Options of ssh");
    var common = f.optional("ansible_ssh_common_args", arguments(), List.of(), "Options of ssh");
    var more = f.optional("ansible_ssh_extra_args", arguments(), List.of(), "Options of ssh");
    return f.into(v ->
        name ->
            new Connection(
                v.get(plugin),
                v.get(address).or(() -> v.get(oldAddress)).orElse(name),
                v.get(port).or(() -> v.get(oldPort)).orElse(22),
                v.get(user).or(() -> v.get(oldUser)),
                v.get(key).or(() -> v.get(otherKey)),
                v.get(become),
                Stream.of(v.get(args), v.get(common), v.get(more)).flatMap(List::stream).toList()));
  }

  private static Shape<List<String>> arguments() {
    return Shape.text("options of ssh such as -J gate", SshArguments::parse);
  }

  private static Shape<Path> path() {
    return Shape.text("a path", Connection::path);
  }

  private static Path path(String text) {
    try {
      return text.startsWith("~/")
          ? Path.of(System.getProperty("user.home", "/"), text.substring(2))
          : Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(e.getReason(), e);
    }
  }
}
