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

/** The inventory, asked for what a site needs; reports names that mean nothing. */
public final class Hosts {
  /** The variable that says where a real server gets its packets, where it is not reached there. */
  static final String ADDRESS_VARIABLE = "real_server_address";

  private final Inventory inventory;
  private final Set<Problem> met = new HashSet<>();

  public Hosts(Inventory inventory) {
    this.inventory = inventory;
  }

  /** All hosts. */
  Set<String> names() {
    return inventory.hosts().keySet();
  }

  /** How near a name is to a single host: the deeper wins, and the host itself over any group. */
  int depth(String name) {
    return inventory.group(name).map(Group::depth).orElse(Integer.MAX_VALUE);
  }

  /** The hosts that a name means; none, with a problem, where it means nothing. */
  List<String> members(Located<String> name, Decoding in) {
    Optional<List<Host>> hosts = inventory.named(name.value());
    if (hosts.isEmpty()) {
      in.problems()
          .add(
              name.at(),
              in.path() + ": \"" + name.value() + "\" is no host or group of the inventory",
              Nearest.to(name.value(), inventory.names()).orElse(null));
    }
    return hosts.orElse(List.of()).stream().map(Host::name).toList();
  }

  /** Whether a name is a host; reports it where not. */
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
                    ? ": \"" + name + "\" is a group; name its hosts one by one here"
                    : ": \"" + name + "\" is no host of the inventory"),
            group ? null : Nearest.to(name, inventory.hosts().keySet()).orElse(null));
    return false;
  }

  /**
   * What renders templates with a host's variables. A problem names the first host that met it: the
   * template is the same for all, the variables are not.
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
        problem.message() + " for " + host,
        problem.suggestion(),
        problem.sourceLine());
  }

  /**
   * Where a real server gets its packets: {@code real_server_address}, or else {@code
   * ansible_host}, or else its name. Empty, with a problem, where none of them is an address.
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
                  + " has no address in the inventory; set its ansible_host to one, or "
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

  /** The address at which a host is managed; empty where it is reached by name. */
  Optional<InetAddress> reachedAt(String host) {
    return inventory
        .host(host)
        .flatMap(known -> inventory.connection(known, new Problems()))
        .flatMap(connection -> SiteAddresses.parse(connection.address()));
  }

  private Optional<Variable> variable(String host, String name) {
    return inventory.host(host).flatMap(known -> known.variables().get(name));
  }
}
