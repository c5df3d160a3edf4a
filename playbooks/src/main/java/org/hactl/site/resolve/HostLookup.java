package org.hactl.site.resolve;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hactl.inventory.Group;
import org.hactl.inventory.Host;
import org.hactl.inventory.Inventory;
import org.hactl.inventory.Variable;
import org.hactl.site.model.SiteAddresses;
import org.hactl.site.shape.Shapes;
import org.hactl.yaml.Decoding;
import org.hactl.yaml.Located;
import org.hactl.yaml.Mark;
import org.hactl.yaml.Nearest;
import org.hactl.yaml.Problem;
import org.hactl.yaml.Problems;
import org.hactl.yaml.Renderer;
import org.hactl.yaml.YamlNode;

/** Looks up hosts and groups in the inventory, and reports unknown names. */
public final class HostLookup {
  /** The variable for the address of a real server, if it is not {@code ansible_host}. */
  static final String ADDRESS_VARIABLE = "real_server_address";

  private final Inventory inventory;
  private final Set<Problem> met = new HashSet<>();

  /** A host may be a real server of a thousand services. */
  private final Map<String, Optional<InetAddress>> reached = new HashMap<>();

  public HostLookup(Inventory inventory) {
    this.inventory = inventory;
  }

  /** All hosts. */
  Set<String> names() {
    return inventory.hosts().keySet();
  }

  /** How specific a name is: a deeper group wins over its parents, a host over any group. */
  int depth(String name) {
    return inventory.group(name).map(Group::depth).orElse(Integer.MAX_VALUE);
  }

  /** Whether a name is a host or a group. */
  boolean knows(String name) {
    return inventory.named(name).isPresent();
  }

  /** The hosts of a group, or the one host; empty, with a problem, if the name is unknown. */
  List<String> members(Located<String> name, Decoding in) {
    Optional<List<Host>> hosts = inventory.named(name.value());
    if (hosts.isEmpty()) {
      in.problems()
          .add(
              name.at(),
              in.path() + ": the inventory has no host or group \"" + name.value() + "\"",
              Nearest.to(name.value(), inventory.names()).orElse(null));
    }
    return hosts.orElse(List.of()).stream().map(Host::name).toList();
  }

  /** Whether a name is a host; adds a problem if it is not. */
  boolean requireHost(String name, Mark at, Decoding in) {
    if (inventory.host(name).isPresent()) {
      return true;
    }
    boolean group = inventory.group(name).isPresent();
    in.problems()
        .add(
            at,
            in.path()
                + (group
                    ? ": \"" + name + "\" is a group; list its hosts here instead"
                    : ": the inventory has no host \"" + name + "\""),
            group ? null : Nearest.to(name, inventory.hosts().keySet()).orElse(null));
    return false;
  }

  /**
   * Renders templates with a host's variables. A problem names the first host that has it: the
   * template is the same for all hosts, the variables are not.
   */
  Renderer renderer(String host) {
    Renderer scope = inventory.host(host).<Renderer>map(inventory::scope).orElse(Renderer.LITERAL);
    return (scalar, problems) -> {
      Problems own = new Problems();
      Optional<YamlNode> rendered = scope.render(scalar, own);
      own.all().stream().filter(met::add).forEach(p -> problems.add(onHost(p, host)));
      return rendered;
    };
  }

  private static Problem onHost(Problem problem, String host) {
    return new Problem(
        problem.file(),
        problem.line(),
        problem.column(),
        problem.message() + " (host " + host + ")",
        problem.suggestion(),
        problem.sourceLine());
  }

  /**
   * The address of a real server: {@code real_server_address}, or else {@code ansible_host}, or
   * else its name. Empty, with a problem, if none of them is an address.
   */
  Optional<InetAddress> address(String host, Mark at, Decoding in) {
    Optional<Variable> variable = variable(host, ADDRESS_VARIABLE);
    if (variable.isPresent()) {
      return Shapes.ADDRESS.decode(variable.get().value(), in.rendering(renderer(host)));
    }
    Optional<InetAddress> address = reachedAt(host);
    if (address.isEmpty()) {
      in.problems()
          .add(
              at,
              in.path()
                  + ": "
                  + host
                  + " has no address in the inventory; set its ansible_host or its "
                  + ADDRESS_VARIABLE);
    }
    return address;
  }

  /** Every host's own address, as far as the inventory has one. */
  public Map<String, InetAddress> addresses() {
    Map<String, InetAddress> addresses = new HashMap<>();
    for (String host : names()) {
      reachedAt(host).ifPresent(address -> addresses.put(host, address));
    }
    return addresses;
  }

  /** The address of {@code ansible_host}; empty if it is a name. */
  Optional<InetAddress> reachedAt(String host) {
    return reached.computeIfAbsent(
        host,
        _ ->
            inventory
                .host(host)
                .flatMap(known -> inventory.connection(known, new Problems()))
                .flatMap(connection -> SiteAddresses.parse(connection.address())));
  }

  private Optional<Variable> variable(String host, String name) {
    return inventory.host(host).flatMap(known -> known.variables().get(name));
  }
}
