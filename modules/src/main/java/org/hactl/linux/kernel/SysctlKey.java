package org.hactl.linux.kernel;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hactl.linux.net.Family;

/**
 * The name of a kernel parameter: the folders and the file below {@code /proc/sys}.
 *
 * <p>As text it is dotted; a dot inside a part is then written as a slash, as sysctl(8) does:
 * {@code net.ipv4.conf.eth0/100.arp_ignore} is the parameter of the interface {@code eth0.100}.
 */
public record SysctlKey(List<String> parts) implements Comparable<SysctlKey> {
  private static final Set<String> ARP_RESTRICTIONS = Set.of("arp_ignore", "arp_announce");

  public SysctlKey {
    parts = List.copyOf(parts);
    for (String part : parts) {
      if (part.isEmpty()
          || part.equals(".")
          || part.equals("..")
          || part.indexOf('/') >= 0
          || part.indexOf(0) >= 0) {
        throw new IllegalArgumentException(
            "'" + String.join(".", parts) + "' is not the name of a kernel parameter");
      }
    }
    if (parts.size() < 2) {
      throw new IllegalArgumentException(
          "'" + String.join(".", parts) + "' is not the name of a kernel parameter");
    }
  }

  /**
   * Reads a dotted or a slashed name; the first separator decides which. In a dotted name below
   * {@code net.ipv4.conf} or a similar folder, everything between the folder and the last part is
   * the interface: {@code net.ipv4.conf.eth0.100.arp_ignore} is a parameter of {@code eth0.100}.
   *
   * @throws IllegalArgumentException if the text is not a name
   */
  public static SysctlKey parse(String text) {
    int dot = text.indexOf('.');
    int slash = text.indexOf('/');
    if (slash >= 0 && (dot < 0 || slash < dot)) {
      return new SysctlKey(Arrays.asList(text.split("/", -1)));
    }
    List<String> parts = new ArrayList<>();
    for (String part : text.split("\\.", -1)) {
      parts.add(part.replace('/', '.'));
    }
    if (parts.size() > 5 && parts.get(0).equals("net") && isPerInterface(parts.get(2))) {
      String name = String.join(".", parts.subList(3, parts.size() - 1));
      return new SysctlKey(
          List.of(parts.get(0), parts.get(1), parts.get(2), name, parts.getLast()));
    }
    return new SysctlKey(parts);
  }

  /** The parameter of one interface, like {@code net.ipv4.conf.lo.arp_ignore}. */
  public static SysctlKey ofInterface(Family family, String interfaceName, String name) {
    String ip = family == Family.INET ? "ipv4" : "ipv6";
    return new SysctlKey(List.of("net", ip, "conf", interfaceName, name));
  }

  private static boolean isPerInterface(String folder) {
    return folder.equals("conf") || folder.equals("neigh");
  }

  /** The interface whose parameter it is; {@code all} and {@code default} count as interfaces. */
  public Optional<String> interfaceName() {
    return parts.size() == 5 && parts.getFirst().equals("net")
        ? Optional.of(parts.get(3))
        : Optional.empty();
  }

  /** Whether it limits which ARP requests the host answers, or what it announces itself. */
  public boolean restrictsArp() {
    return parts.size() == 5
        && parts.subList(0, 3).equals(List.of("net", "ipv4", "conf"))
        && ARP_RESTRICTIONS.contains(parts.getLast());
  }

  /** The path below {@code /proc/sys}: {@code net/ipv4/ip_forward}. */
  public String path() {
    return String.join("/", parts);
  }

  @Override
  public int compareTo(SysctlKey other) {
    return toString().compareTo(other.toString());
  }

  @Override
  public String toString() {
    return String.join(".", parts.stream().map(part -> part.replace('.', '/')).toList());
  }
}
