package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hactl.lab.ControlNode;
import org.hactl.lab.Driver;
import org.hactl.lab.ExecResult;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;

/**
 * Two directors with their own kernels, for benchmarks that need IPVS. Their real servers are
 * addresses of the control node, where a program accepts connections.
 */
final class Guests implements AutoCloseable {
  static final String MASTER = "lvs1";
  static final String MASTER_ADDRESS = "192.168.0.14";
  static final String BACKUP_ADDRESS = "192.168.0.16";
  static final String BACKUP = "lvs2";
  private static final String CONTROL_ADDRESS = "192.168.0.1";
  static final int VRID = 51;
  static final int KEEPALIVED_VRID = 52;

  private static final Duration APPLY_TIMEOUT = Duration.ofMinutes(10);
  private static final int SERVERS_PER_BYTE = 250;

  /** Installs keepalived, which then runs if it has a configuration. */
  private static final String INSTALL =
      "export DEBIAN_FRONTEND=noninteractive; apt-get -q update && apt-get -qy"
          + " --no-install-recommends install keepalived ipvsadm";

  private static final String ACCEPT =
      "use IO::Socket::INET; my $l = IO::Socket::INET->new(LocalPort => 80, Listen => 1024,"
          + " ReuseAddr => 1) or die; while (1) { my $c = $l->accept; close $c if $c }";

  /** Which real servers are checked. */
  enum Checks {
    NONE,
    EACH_SERVER
  }

  private final Lab lab;
  private final ControlNode control;

  private Guests(Lab lab, ControlNode control) {
    this.lab = lab;
    this.control = control;
  }

  static Guests boot() {
    String name = "bench-guests";
    Labs.down(name);
    LabSpec spec =
        LabSpec.article(name, Driver.UML)
            .withHosts(
                List.of(new HostSpec(MASTER, MASTER_ADDRESS), new HostSpec(BACKUP, BACKUP_ADDRESS)))
            .withPackages(List.of("keepalived", "ipvsadm"));
    Lab lab = Labs.up(spec, LabProgress.NONE);
    return new Guests(lab, ControlNode.prepare(lab));
  }

  Lab lab() {
    return lab;
  }

  /**
   * Applies a site with one virtual router and the given number of services.
   *
   * @param services number of services, each with its own port
   * @param servers number of real servers
   * @param entries number of real servers in each service
   * @param checks whether each real server is checked, once
   */
  void apply(Duration interval, int services, int servers, int entries, Checks checks) {
    serve(servers);
    applyAgain(interval, services, servers, entries, checks);
  }

  /**
   * Applies a site to one host.
   *
   * @param site the text of the site
   * @param servers number of real servers in the inventory
   */
  void apply(String site, int servers, String host) {
    write(control.folder().resolve("inventory/hosts.yml"), inventory(servers));
    write(siteFile(), site);
    hactl("apply", "playbooks/bench.yml", "--limit", host);
  }

  /** Applies another site of this kind, with no more real servers than the one before. */
  void applyAgain(Duration interval, int services, int servers, int entries, Checks checks) {
    write(control.folder().resolve("inventory/hosts.yml"), inventory(servers));
    write(siteFile(), site(interval, services, servers, entries, checks));
    hactl("apply", "playbooks/bench.yml", "--limit", "directors");
  }

  /** The site that {@link #apply} has written. */
  Path siteFile() {
    return control.folder().resolve("playbooks/bench.yml");
  }

  /**
   * Runs {@code hactl} on the control node.
   *
   * @return its standard output
   */
  String hactl(String... arguments) {
    ExecResult result = control.hactl(APPLY_TIMEOUT, _ -> {}, arguments);
    if (!result.ok()) {
      throw new LabException(
          "hactl %s failed: %s%s".formatted(arguments[0], result.out(), result.err()));
    }
    return result.out();
  }

  /** Writes a site of the given size, and the inventory of its real servers, into a folder. */
  static void write(Path folder, int services, int servers, int entries) {
    write(folder.resolve("hosts.yml"), inventory(servers));
    write(
        folder.resolve("site.yml"),
        site(Duration.ofSeconds(1), services, servers, entries, Checks.NONE));
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new LabException("cannot write %s: %s".formatted(file, e.getMessage()), e);
    }
  }

  /** Starts a keepalived beside hactl, with one router and no other work. */
  void startKeepalived(Duration interval) {
    for (String host : List.of(MASTER, BACKUP)) {
      String config =
          """
          vrrp_instance V {
            state BACKUP
            interface eth0
            version 3
            virtual_router_id %d
            priority %d
            advert_int %s
            virtual_ipaddress {
              192.168.0.253/32
            }
          }
          """
              .formatted(
                  KEEPALIVED_VRID,
                  host.equals(MASTER) ? 200 : 100,
                  Samples.text(interval.toMillis() / 1000.0));
      lab.exec(
              host,
              APPLY_TIMEOUT,
              List.of(
                  "sh",
                  "-c",
                  INSTALL
                      + " && printf '%s' \"$0\" >/etc/keepalived/keepalived.conf && systemctl"
                      + " restart keepalived",
                  config))
          .orThrow("installing keepalived on " + host);
    }
  }

  /** Starts keepalived's checker alone on a host. */
  void startChecker(String host, String config) {
    String path = "/root/checks.conf";
    copy(config, host, path);
    lab.exec(
            host,
            APPLY_TIMEOUT,
            List.of("sh", "-c", INSTALL + " && keepalived --check --use-file " + path))
        .orThrow("starting keepalived's checker on " + host);
  }

  private void copy(String text, String host, String path) {
    Path file = control.folder().resolve("copied");
    write(file, text);
    List<String> argv = lab.argv(host, List.of("sh", "-c", "cat >" + path));
    try {
      Process process = new ProcessBuilder(argv).inheritIO().redirectInput(file.toFile()).start();
      if (process.waitFor() != 0) {
        throw new LabException("cannot write %s on %s".formatted(path, host));
      }
    } catch (IOException e) {
      throw new LabException("cannot write %s on %s: %s".formatted(path, host, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  /**
   * Makes the control node accept connections to the addresses of all real servers, which both
   * directors reach by way of it: a neighbour entry for each would be too many.
   */
  void route() {
    lab.sh(Lab.CONTROL, "ip route replace local 10.11.0.0/16 dev lo")
        .orThrow("giving the control node the real servers' addresses");
    for (String host : List.of(MASTER, BACKUP)) {
      lab.sh(host, "ip route replace 10.11.0.0/16 via " + CONTROL_ADDRESS)
          .orThrow("routing to them");
    }
    accept();
  }

  private void accept() {
    var _ = lab.spawn(Lab.CONTROL, "accept", List.of("perl", "-e", ACCEPT));
  }

  private void serve(int servers) {
    String batch =
        IntStream.range(0, servers)
            .mapToObj(i -> "address add " + address(i) + "/16 dev eth0")
            .collect(Collectors.joining("\\n"));
    lab.sh(Lab.CONTROL, "printf '" + batch + "\\n' | ip -force -batch -")
        .orThrow("giving the control node the real servers' addresses");
    for (String host : List.of(MASTER, BACKUP)) {
      lab.sh(host, "ip route replace 10.11.0.0/16 dev eth0").orThrow("routing to them");
    }
    accept();
  }

  static String address(int server) {
    return "10.11." + server / SERVERS_PER_BYTE + "." + (1 + server % SERVERS_PER_BYTE);
  }

  private static String inventory(int servers) {
    String hosts =
        IntStream.range(0, servers)
            .mapToObj(i -> "        rs%d: {ansible_host: %s}\n".formatted(i, address(i)))
            .collect(Collectors.joining());
    return """
    all:
      children:
        directors: {hosts: {lvs1: {ansible_host: %s}, lvs2: {ansible_host: %s}}}
        webs:
          hosts:
    """
            .formatted(MASTER_ADDRESS, BACKUP_ADDRESS)
        + hosts;
  }

  private static String site(
      Duration interval, int services, int servers, int entries, Checks checks) {
    String text =
        """
        site: bench
        vrrp:
          VI_1:
            directors: {lvs1: {priority: 200}, lvs2: {priority: 100}}
            interface: eth0
            virtual_router_id: %d
            version: 3
            advert_interval: %dms
            addresses: [192.168.0.254]
        services:
        """
            .formatted(VRID, interval.toMillis());
    StringBuilder all = new StringBuilder(text);
    for (int service = 0; service < services; service++) {
      int first = service * entries;
      String members =
          IntStream.range(first, first + entries)
              .mapToObj(i -> "rs" + i % servers + ": {port: 80}")
              .collect(Collectors.joining(", "));
      // Only the first service that has a real server checks it.
      boolean checked = checks == Checks.EACH_SERVER && first < servers;
      String check = checked ? "\n    check: {tcp: {}, interval: 2s, timeout: 3s}" : "";
      all.append(
          """
            s%d:
              vrrp: VI_1
              address: 192.168.0.254:%d/tcp
              scheduler: rr
              forward: nat%s
              real_servers: {%s}
          """
              .formatted(service, 8000 + service, check, members));
    }
    return all.toString();
  }

  @Override
  public void close() {
    lab.down();
  }
}
