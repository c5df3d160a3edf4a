package org.hactl.lab.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.hactl.lab.Driver;
import org.hactl.lab.HostSpec;
import org.hactl.lab.Lab;
import org.hactl.lab.LabException;
import org.hactl.lab.LabProcess;
import org.hactl.lab.LabProgress;
import org.hactl.lab.LabSpec;
import org.hactl.lab.Labs;
import org.hactl.lab.Poll;

/**
 * Two directors and a web server in network namespaces, each with an OpenSSH server, and with
 * folders of its own where hactl installs its agent and the agent works. The control node has a
 * site with a virtual router, and one address on every host that is a variable.
 */
final class SshHosts {
  static final List<HostSpec> HOSTS =
      List.of(
          new HostSpec("lvs1", "10.13.0.1"),
          new HostSpec("lvs2", "10.13.0.2"),
          new HostSpec("web1", "10.13.0.3"));

  private static final String CONTROL_ADDRESS = "10.13.0.9";
  private static final Duration START_TIMEOUT = Duration.ofSeconds(20);

  /** The host's folders hide this machine's, and no start script of this machine is registered. */
  private static final String OWN_FOLDERS =
      """
      mkdir -p opt lib log init.d root run/sshd && mount --bind root /root &&
        mount --bind opt /opt && mount --bind lib /var/lib && mount --bind log /var/log &&
        mount --bind ssh /etc/ssh && mount --bind run /run || exit 1
      [ ! -d /etc/init.d ] || mount --bind init.d /etc/init.d || exit 1
      [ ! -e /usr/sbin/update-rc.d ] || mount --bind /bin/true /usr/sbin/update-rc.d || exit 1
      exec /usr/sbin/sshd -D -e
      """;

  private static final String SSHD_CONFIG =
      """
      HostKey /etc/ssh/hostkey
      AuthorizedKeysFile /etc/ssh/authorized_keys
      PidFile /run/sshd.pid
      StrictModes no
      UsePAM no
      PermitRootLogin yes
      MaxStartups 100:30:200
      """;

  private static final String SITE =
      """
      site: applies
      vrrp:
        VI_1:
          version: 3
          directors: {lvs1: 200, lvs2: 100}
          interface: eth0
          virtual_router_id: 51
          addresses: [10.13.0.254]
      hosts:
        all:
          addresses: [{address: "%s", interface: lo}]
      """
          .formatted(address("{{ step }}"));

  private final Lab lab;

  private SshHosts(Lab lab) {
    this.lab = lab;
  }

  /** Makes them as a lab; {@link #down} removes them. */
  static SshHosts up(String name) {
    Labs.down(name);
    Lab lab =
        Labs.up(
            new LabSpec(name, Driver.NETNS, HOSTS, CONTROL_ADDRESS, 24, List.of(), 0),
            LabProgress.NONE);
    SshHosts hosts = new SshHosts(lab);
    try {
      hosts.prepare();
      return hosts;
    } catch (IOException e) {
      lab.down();
      throw new LabException("cannot prepare the hosts: " + e.getMessage(), e);
    } catch (RuntimeException e) {
      lab.down();
      throw e;
    }
  }

  /** Those that are up. */
  static SshHosts found(String name) {
    return new SshHosts(Labs.open(name));
  }

  Lab lab() {
    return lab;
  }

  static List<String> names() {
    return HOSTS.stream().map(HostSpec::name).toList();
  }

  Path site() {
    return control("site.yml");
  }

  Path inventory() {
    return control("hosts.yml");
  }

  Path privateKey() {
    return control("id");
  }

  Path knownHosts() {
    return control("known_hosts");
  }

  /** The folder that stands for {@code ~/.ssh} of the control node. */
  Path home() {
    return lab.folder(Lab.CONTROL);
  }

  /** The address that a site with this value of the variable {@code step} puts on every host. */
  static String address(String step) {
    return "10.77.0." + step + "/32";
  }

  /** Whether an address is on a host. */
  boolean has(String host, String address) {
    return lab.exec(host, "ip", "-o", "-4", "address", "show", "dev", "lo")
        .orThrow("listing addresses")
        .out()
        .contains(" " + address + " ");
  }

  /** The OpenSSH server of a host; its children are the sessions. */
  ProcessHandle sshd(String host) {
    Path file = lab.folder(host).resolve("run/sshd.pid");
    return ProcessHandle.of(Long.parseLong(read(file).strip()))
        .orElseThrow(() -> new LabException("no sshd runs on " + host));
  }

  /** The last lines that the agent and the OpenSSH server of a host logged. */
  String logs(String host) {
    return List.of("log/hactl-agent.log", "sshd.log").stream()
        .map(file ->
            file
                + " of "
                + host
                + ":\n"
                + tail(read(lab.folder(host).resolve(file)).lines().toList()))
        .collect(Collectors.joining());
  }

  void down() {
    lab.down();
  }

  private void prepare() throws IOException {
    key(privateKey());
    StringBuilder known = new StringBuilder();
    for (HostSpec host : HOSTS) {
      Path ssh = Files.createDirectories(lab.folder(host.name()).resolve("ssh"));
      key(ssh.resolve("hostkey"));
      Files.copy(control("id.pub"), ssh.resolve("authorized_keys"));
      Files.writeString(ssh.resolve("sshd_config"), SSHD_CONFIG);
      known.append(host.address()).append(' ').append(read(ssh.resolve("hostkey.pub")));
      start(host.name());
    }
    Files.writeString(knownHosts(), known);
    Files.writeString(site(), SITE);
    Files.writeString(
        inventory(),
        HOSTS.stream()
            .map(host -> "    %s: {ansible_host: %s}\n".formatted(host.name(), host.address()))
            .collect(Collectors.joining("", "all:\n  hosts:\n", "")));
  }

  private void start(String host) {
    LabProcess sshd = lab.spawn(host, "sshd", List.of("sh", "-c", OWN_FOLDERS));
    boolean listens =
        Poll.until(
            START_TIMEOUT,
            Duration.ofMillis(50),
            () -> sshd.output().contains("Server listening") || !sshd.isAlive());
    if (!listens || !sshd.isAlive()) {
      throw new LabException("sshd does not start on %s: %s".formatted(host, sshd.output()));
    }
  }

  private void key(Path file) {
    lab.exec(
            Lab.CONTROL,
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            "lab",
            "-f",
            file.toString())
        .orThrow("making the key " + file);
  }

  private Path control(String file) {
    return lab.folder(Lab.CONTROL).resolve(file);
  }

  private static String tail(List<String> lines) {
    return lines.subList(Math.max(0, lines.size() - 40), lines.size()).stream()
        .map(line -> "  " + line + "\n")
        .collect(Collectors.joining());
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "cannot be read: " + e + "\n";
    }
  }
}
