package org.hactl.control.facts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What {@code facts.sh} found on a host. An empty text or list means that the host does not say.
 *
 * @param kernel the release
 * @param distribution its pretty name
 * @param init the name of process 1
 * @param systemd its version
 * @param ipvs whether the kernel has IPVS now: loaded as a module or built in
 * @param interfaces with their state, as the kernel says it, and their addresses
 * @param vips addresses that look like VIPs, as {@code 192.0.2.9 on eth0}: those of a single host
 *     (prefix 32 or 128), and those of a virtual service in the kernel
 * @param sysctls kernel parameters that matter to a load balancer, and their values
 * @param programs programs of load balancing that run now
 * @param units of systemd
 * @param services the virtual services in the kernel, of whatever program
 * @param agent the agent that runs there; null if none does
 */
public record SystemFacts(
    String kernel,
    String distribution,
    String init,
    String systemd,
    boolean ipvs,
    List<Interface> interfaces,
    List<String> vips,
    Map<String, String> sysctls,
    List<Program> programs,
    List<Unit> units,
    List<IpvsTable.Service> services,
    @Nullable AgentFacts agent) {

  /**
   * A network interface.
   *
   * @param addresses with their prefixes, in the order of the kernel
   */
  public record Interface(String name, String state, int mtu, String mac, List<String> addresses) {}

  /** A program that runs. */
  public record Program(String name, long pid) {}

  /** A unit of systemd, in its words: {@code enabled}, {@code active}. */
  public record Unit(String name, String enabled, String active) {}

  /**
   * The agent that runs on the host.
   *
   * @param runtime the digest of its runtime image
   */
  public record AgentFacts(String version, String runtime, long generation) {}

  /** The facts that the script printed. A line that is not of its form is left out. */
  public static SystemFacts parse(String output) {
    Map<String, List<String>> lines = new TreeMap<>();
    output
        .lines()
        .filter(line -> line.indexOf('=') > 0)
        .forEach(line ->
            lines
                .computeIfAbsent(line.substring(0, line.indexOf('=')), _ -> new ArrayList<>())
                .add(line.substring(line.indexOf('=') + 1).strip()));
    List<Interface> interfaces = interfaces(lines);
    List<IpvsTable.Service> services = IpvsTable.parse(lines.getOrDefault("ipvs", List.of()));
    return new SystemFacts(
        one(lines, "release"),
        one(lines, "distribution"),
        one(lines, "init"),
        one(lines, "systemd"),
        lines.containsKey("ip_vs"),
        interfaces,
        vips(interfaces, services),
        sysctls(lines),
        words(lines, "running", 2).stream()
            .filter(words -> isNumber(words[1]))
            .map(words -> new Program(words[0], Long.parseLong(words[1])))
            .toList(),
        words(lines, "unit", 3).stream()
            .map(words -> new Unit(words[0], words[1], words[2]))
            .toList(),
        services,
        null);
  }

  /** The same facts, with the agent that answered. */
  public SystemFacts with(AgentFacts answered) {
    return new SystemFacts(
        kernel,
        distribution,
        init,
        systemd,
        ipvs,
        interfaces,
        vips,
        sysctls,
        programs,
        units,
        services,
        answered);
  }

  private static String one(Map<String, List<String>> lines, String key) {
    List<String> values = lines.getOrDefault(key, List.of());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static List<String[]> words(Map<String, List<String>> lines, String key, int count) {
    return lines.getOrDefault(key, List.of()).stream()
        .map(line -> line.split("\\s+"))
        .filter(words -> words.length == count)
        .toList();
  }

  private static boolean isNumber(String word) {
    return word.matches("[0-9]{1,9}");
  }

  private static List<String> vips(List<Interface> interfaces, List<IpvsTable.Service> services) {
    return interfaces.stream()
        .flatMap(link ->
            link.addresses().stream()
                .filter(address -> isVip(address, services))
                .map(address -> plain(address) + " on " + link.name()))
        .toList();
  }

  private static boolean isVip(String address, List<IpvsTable.Service> services) {
    boolean single = address.endsWith("/32") || address.endsWith("/128");
    return single && !plain(address).equals("::1")
        || services.stream().anyMatch(each -> each.service().startsWith(plain(address) + ":"));
  }

  private static String plain(String address) {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }

  private static Map<String, String> sysctls(Map<String, List<String>> lines) {
    Map<String, String> values = new TreeMap<>();
    words(lines, "sysctl", 2).forEach(words -> values.put(words[0].replace('/', '.'), words[1]));
    return values;
  }

  private static List<Interface> interfaces(Map<String, List<String>> lines) {
    List<Interface> interfaces = new ArrayList<>();
    for (String[] words : words(lines, "interface", 4)) {
      List<String> addresses =
          words(lines, "address", 2).stream()
              .filter(address -> address[0].equals(words[0]))
              .map(address -> address[1])
              .toList();
      int mtu = isNumber(words[2]) ? Integer.parseInt(words[2]) : 0;
      interfaces.add(new Interface(words[0], words[1], mtu, words[3], addresses));
    }
    return interfaces;
  }
}
