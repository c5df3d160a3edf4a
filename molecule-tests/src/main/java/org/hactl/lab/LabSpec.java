package org.hactl.lab;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The definition of a lab.
 *
 * @param name small letters, digits and '-'; labs with different names can run at the same time
 * @param hosts in the order in which they are shown
 * @param controlAddress IPv4 address of the control node on the segment
 * @param prefixLength of the segment
 * @param packages Debian packages that the hosts can install (driver {@link Driver#UML} only)
 * @param memoryMiB of each guest (driver {@link Driver#UML} only)
 */
public record LabSpec(
    String name,
    Driver driver,
    List<HostSpec> hosts,
    String controlAddress,
    int prefixLength,
    List<String> packages,
    int memoryMiB) {
  /** The name of a lab if none is given. */
  public static final String DEFAULT_NAME = "default";

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,31}");

  /**
   * @throws LabException if the lab's name is invalid, or two hosts have the same name or address
   */
  public LabSpec {
    hosts = List.copyOf(hosts);
    packages = List.copyOf(packages);
    checkName(name);
    Set<String> seen = new HashSet<>(Set.of(controlAddress));
    for (HostSpec host : hosts) {
      if (!seen.add(host.name())) {
        throw new LabException("host %s is named twice".formatted(host.name()));
      }
      if (!seen.add(host.address())) {
        throw new LabException(
            "the address %s of %s is already taken".formatted(host.address(), host.name()));
      }
    }
  }

  /** The hosts of {@code playbooks/site.yml}: a client, two directors, two web servers. */
  public static LabSpec article(String name, Driver driver) {
    return new LabSpec(
        name,
        driver,
        List.of(
            new HostSpec("client", "192.168.0.12"),
            new HostSpec("lvs1", "192.168.0.14"),
            new HostSpec("lvs2", "192.168.0.16"),
            new HostSpec("web1", "192.168.0.18"),
            new HostSpec("web2", "192.168.0.20")),
        "192.168.0.1",
        24,
        List.of("nginx-light"),
        512);
  }

  /** The same lab with other hosts. */
  public LabSpec withHosts(List<HostSpec> others) {
    return new LabSpec(name, driver, others, controlAddress, prefixLength, packages, memoryMiB);
  }

  /** The same lab with other packages to install from. */
  public LabSpec withPackages(List<String> others) {
    return new LabSpec(name, driver, hosts, controlAddress, prefixLength, others, memoryMiB);
  }

  static void checkName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw new LabException(
          "'%s' cannot name a lab: use up to 32 small letters, digits and '-'".formatted(name));
    }
  }
}
