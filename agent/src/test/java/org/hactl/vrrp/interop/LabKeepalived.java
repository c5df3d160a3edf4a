package org.hactl.vrrp.interop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hactl.linux.net.Family;
import org.hactl.linux.net.InetAddresses;
import org.hactl.vrrp.model.Authentication;
import org.hactl.vrrp.model.RouterConfig;

/**
 * A real keepalived in a namespace of its own. It counts as master of a router if it holds the
 * router's addresses.
 */
public final class LabKeepalived implements AutoCloseable {
  private final String namespace;
  private final List<RouterConfig> routers;
  private final Path folder;
  private final Process process;

  private LabKeepalived(
      String namespace, List<RouterConfig> routers, Path folder, Process process) {
    this.namespace = namespace;
    this.routers = routers;
    this.folder = folder;
    this.process = process;
  }

  /** Starts a keepalived in the peer's namespace with the configuration of this router. */
  static LabKeepalived start(LabNetwork network, RouterConfig config, String password) {
    return start(network.peers(), List.of(config), password, "");
  }

  /**
   * Starts a keepalived with the configuration of these routers.
   *
   * @param more further lines of its configuration
   */
  public static LabKeepalived start(
      String namespace, List<RouterConfig> routers, String password, String more) {
    try {
      Path folder = Files.createTempDirectory("hactl-keepalived");
      Path file = folder.resolve("keepalived.conf");
      Files.writeString(file, more + "\n" + configuration(routers, password));
      List<String> command =
          List.of(
              "ip",
              "netns",
              "exec",
              namespace,
              "keepalived",
              "-n",
              "-P",
              "-l",
              "-D",
              "-f",
              file.toString(),
              "-p",
              folder.resolve("pid").toString(),
              "-r",
              folder.resolve("vrrp.pid").toString());
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("log").toFile())
              .start();
      return new LabKeepalived(namespace, routers, folder, process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(List<RouterConfig> routers, String password) {
    return routers.stream()
        .map(each -> configuration(each, password))
        .collect(Collectors.joining("\n"));
  }

  private static String configuration(RouterConfig config, String password) {
    List<InetAddress> excluded = new ArrayList<>();
    config.announced().forEach(each -> excluded.add(each.address()));
    excluded.removeAll(config.addresses());
    return """
    vrrp_instance %s {
      state BACKUP
      version %d
      interface %s
      virtual_router_id %d
      priority %d
      advert_int %s
      %s
      %s
      %s
      virtual_ipaddress {
        %s
      }
      %s
    }
    """
        .formatted(
            config.name(),
            config.version().number(),
            config.interfaceName(),
            config.virtualRouterId(),
            config.priority(),
            config.advertInterval().toMillis() / 1000.0,
            preemption(config),
            authentication(config.authentication(), password),
            unicast(config),
            lines(config.addresses()),
            excluded.isEmpty()
                ? ""
                : "virtual_ipaddress_excluded {\n    " + lines(excluded) + "\n  }");
  }

  private static String preemption(RouterConfig config) {
    if (!config.preempt()) {
      return "nopreempt";
    }
    return config.preemptDelay().isZero()
        ? ""
        : "preempt_delay " + config.preemptDelay().toSeconds();
  }

  private static String authentication(Authentication authentication, String password) {
    String type =
        switch (authentication) {
          case Authentication.None _ -> null;
          case Authentication.Pass _ -> "PASS";
          case Authentication.Ah _ -> "AH";
        };
    return type == null
        ? ""
        : "authentication {\n auth_type " + type + "\n auth_pass " + password + "\n }";
  }

  /** Our peer's address is keepalived's own address, and our address is the address of its peer. */
  private static String unicast(RouterConfig config) {
    if (!config.transport().isUnicast()) {
      return "";
    }
    String own = InetAddresses.format(config.transport().peers().getFirst().address());
    String other = config.family() == Family.INET ? "192.0.2.2" : "2001:db8::2";
    return "unicast_src_ip " + own + "\n unicast_peer {\n " + other + "\n }\n unicast_ttl 255";
  }

  private static String lines(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddresses::format).collect(Collectors.joining("\n    "));
  }

  /** Gives keepalived another configuration while it runs. */
  public void reload(RouterConfig config, String password) {
    try {
      Files.writeString(
          folder.resolve("keepalived.conf"), configuration(List.of(config), password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabNetwork.run("kill", "-HUP", Long.toString(process.pid()));
  }

  /** Whether keepalived is master of every router. */
  public boolean isMaster() {
    return routers.stream().allMatch(this::holds);
  }

  /** Whether keepalived is master of at least one router. */
  public boolean isMasterOfAny() {
    return routers.stream().anyMatch(this::holds);
  }

  private boolean holds(RouterConfig router) {
    return LabNetwork.hasAddress(
        namespace, router.interfaceName(), InetAddresses.format(router.addresses().getFirst()));
  }

  public String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops keepalived as an operator does, so that it gives its roles away. */
  public void stop() {
    process.destroy();
    await();
  }

  /** Kills keepalived and its VRRP process before either can send a packet. */
  void kill() {
    // The child comes first: the end of its parent would make it give its roles away.
    process.descendants().toList().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
    await();
  }

  private void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    if (process.isAlive()) {
      kill();
    }
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
