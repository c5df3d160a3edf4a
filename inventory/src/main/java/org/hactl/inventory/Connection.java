package org.hactl.inventory;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
 * @param become whether commands run as {@code becomeUser} through {@code sudo}
 */
public record Connection(
    Plugin plugin,
    String address,
    int port,
    Optional<String> user,
    Optional<Path> privateKey,
    boolean become,
    String becomeUser) {

  /** How a host is reached: over SSH or locally. */
  public enum Plugin {
    SSH,
    LOCAL
  }

  static final String PORT = "ansible_port";

  private static final List<String> OTHERS =
      List.of(
          "ansible_python_interpreter",
          "ansible_shell_type",
          "ansible_ssh_common_args",
          "ansible_ssh_extra_args",
          "ansible_password",
          "ansible_ssh_pass",
          "ansible_become_password",
          "ansible_become_pass",
          "ansible_become_flags",
          "ansible_group_priority");

  private static final List<String> KNOWN =
      List.of(
          "ansible_connection",
          "ansible_host",
          "ansible_ssh_host",
          PORT,
          "ansible_ssh_port",
          "ansible_user",
          "ansible_ssh_user",
          "ansible_ssh_private_key_file",
          "ansible_private_key_file",
          "ansible_become",
          "ansible_become_method",
          "ansible_become_user");

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

  static Optional<Connection> of(Host host, VariableScope scope, Problems problems) {
    List<YamlEntry> entries =
        KNOWN.stream()
            .flatMap(name -> host.variables().get(name).stream())
            .map(v -> new YamlEntry(YamlScalar.string(v.at(), v.name()), v.value()))
            .toList();
    YamlMap map = new YamlMap(host.at(), host.at(), false, entries);
    return shape(host).decode(map, Decoding.into(problems).rendering(scope));
  }

  /** Reports a misspelt variable such as {@code ansible_hots}. */
  static void checkSpelling(String name, Mark at, Problems problems) {
    if (name.startsWith("ansible_") && !KNOWN.contains(name) && !OTHERS.contains(name)) {
      Nearest.to(name.substring("ansible_".length()), shortNames())
          .ifPresent(near ->
              problems.add(
                  at, "the variable \"%s\" is not known".formatted(name), "ansible_" + near));
    }
  }

  private static List<String> shortNames() {
    return KNOWN.stream().map(known -> known.substring("ansible_".length())).toList();
  }

  private static Shape<Connection> shape(Host host) {
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
    var become = f.optional("ansible_become", Shape.bool(), false, "Whether to use sudo");
    f.optional("ansible_become_method", Shape.choice(Map.of("sudo", "sudo")), "sudo");
    var becomeUser =
        f.optional("ansible_become_user", Shape.string(), "root", "The user that sudo changes to");
    return f.into(v ->
        new Connection(
            v.get(plugin),
            v.get(address).or(() -> v.get(oldAddress)).orElse(host.name()),
            v.get(port).or(() -> v.get(oldPort)).orElse(22),
            v.get(user).or(() -> v.get(oldUser)),
            v.get(key).or(() -> v.get(otherKey)),
            v.get(become),
            v.get(becomeUser)));
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
