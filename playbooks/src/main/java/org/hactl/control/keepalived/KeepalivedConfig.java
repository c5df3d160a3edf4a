package org.hactl.control.keepalived;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.hactl.host.Quorum;

/**
 * What keepalived does on a host, as far as a site says the same: its virtual routers and virtual
 * servers. Semantics and defaults as in keepalived.conf(5).
 */
public record KeepalivedConfig(List<Router> routers, List<Service> services) {
  private static final int DEFAULT_PRIORITY = 100;

  public KeepalivedConfig {
    routers = List.copyOf(routers);
    services = List.copyOf(services);
  }

  /**
   * A {@code vrrp_instance}.
   *
   * @param virtualRouterId 0 if the configuration gives none that can be read
   * @param version 0 if the configuration gives none: keepalived then takes 2
   * @param advertMillis the advertisement interval
   * @param addresses advertised and excluded, without prefix lengths
   * @param authentication {@code PASS}, {@code AH} or empty
   */
  public record Router(
      String name,
      String interfaceName,
      int virtualRouterId,
      int version,
      int priority,
      long advertMillis,
      List<String> addresses,
      String authentication) {
    public Router {
      addresses = List.copyOf(addresses);
    }
  }

  /**
   * A {@code virtual_server}.
   *
   * @param address in the form {@code 192.168.0.254:80/tcp}
   * @param forward {@code nat}, {@code dr} or {@code tun}
   * @param realServers the weight of each, by address and port in the form {@code 192.168.0.18:80}
   * @param quorum in the words of {@link org.hactl.host.Quorum#text}
   * @param sorryServer in the form {@code 192.168.0.99:80}; empty for none
   */
  public record Service(
      String address,
      String scheduler,
      String forward,
      Map<String, Integer> realServers,
      String quorum,
      String sorryServer) {
    public Service {
      realServers = Map.copyOf(realServers);
    }
  }

  /** Reads a configuration whose included files stand in the place of their include. */
  public static KeepalivedConfig read(String text) {
    List<Statement> statements = Statement.parse(text);
    int version =
        statements.stream()
            .filter(each -> each.keyword().equals("global_defs"))
            .flatMap(each -> each.value("vrrp_version").stream())
            .map(KeepalivedConfig::number)
            .reduce(0, (_, last) -> last);
    List<Router> routers = new ArrayList<>();
    List<Service> services = new ArrayList<>();
    for (Statement each : statements) {
      switch (each.keyword()) {
        case "vrrp_instance" -> routers.add(router(each, version));
        case "virtual_server" -> {
          if (each.words().size() > 2) {
            services.add(service(each));
          }
        }
        default -> {}
      }
    }
    return new KeepalivedConfig(routers, services);
  }

  private static Router router(Statement block, int version) {
    String authentication =
        block.all("authentication").stream()
            .flatMap(each -> each.value("auth_type").stream())
            .reduce("", (_, last) -> last);
    List<String> addresses =
        block.all("virtual_ipaddress", "virtual_ipaddress_excluded").stream()
            .flatMap(each -> each.body().stream())
            .map(Statement::keyword)
            .map(KeepalivedConfig::withoutPrefix)
            .toList();
    return new Router(
        block.value().orElse(""),
        block.value("interface").orElse(""),
        block.value("virtual_router_id").map(KeepalivedConfig::number).orElse(0),
        block.value("version").map(KeepalivedConfig::number).orElse(version),
        block.value("priority").map(KeepalivedConfig::number).orElse(DEFAULT_PRIORITY),
        block.value("advert_int").map(KeepalivedConfig::millis).orElse(1_000L),
        addresses,
        authentication);
  }

  private static Service service(Statement block) {
    String protocol = block.value("protocol").orElse("tcp").toLowerCase(Locale.ROOT);
    Map<String, Integer> servers = new TreeMap<>();
    for (Statement server : block.all("real_server")) {
      if (server.words().size() > 2) {
        servers.put(
            endpoint(server), server.value("weight").map(KeepalivedConfig::number).orElse(1));
      }
    }
    return new Service(
        endpoint(block) + "/" + protocol,
        block.value("lb_algo", "lvs_sched").orElse("wlc"),
        block.value("lb_kind", "lvs_method").orElse("nat").toLowerCase(Locale.ROOT),
        servers,
        quorum(block).text(),
        block.all("sorry_server").stream()
            .filter(each -> each.words().size() > 2)
            .map(KeepalivedConfig::endpoint)
            .reduce("", (_, last) -> last));
  }

  /** As keepalived takes it: one that is 0 is 1, and a hysteresis is less than the quorum. */
  private static Quorum quorum(Statement block) {
    int amount = Math.max(1, block.value("quorum").map(KeepalivedConfig::number).orElse(1));
    int hysteresis = block.value("hysteresis").map(KeepalivedConfig::number).orElse(0);
    return new Quorum(Quorum.By.WEIGHT, amount, Math.min(hysteresis, amount - 1));
  }

  /** The two words after the keyword as address and port. */
  private static String endpoint(Statement statement) {
    String address = statement.words().get(1);
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + statement.words().get(2);
  }

  private static String withoutPrefix(String address) {
    int slash = address.indexOf('/');
    return slash < 0 ? address : address.substring(0, slash);
  }

  private static int number(String word) {
    return word.matches("[0-9]{1,9}") ? Integer.parseInt(word) : 0;
  }

  private static long millis(String seconds) {
    return seconds.matches("[0-9]{1,6}([.][0-9]{1,6})?")
        ? new BigDecimal(seconds).movePointRight(3).longValue()
        : 0;
  }

  /** The routers that share interface and VRID with none of the given routers. */
  Stream<Router> routersBut(List<Router> known) {
    return routers.stream().filter(each -> !known.contains(each));
  }
}
