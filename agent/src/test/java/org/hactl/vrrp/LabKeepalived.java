package org.hactl.vrrp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.hactl.linux.Family;
import org.hactl.linux.InetAddresses;

/** A real keepalived in the peer's namespace. Its state is where the address is. */
final class LabKeepalived implements AutoCloseable {
  private final LabNetwork network;
  private final Path folder;
  private final Process process;
  private final String firstAddress;

  private LabKeepalived(LabNetwork network, Path folder, Process process, String firstAddress) {
    this.network = network;
    this.folder = folder;
    this.process = process;
    this.firstAddress = firstAddress;
  }

  /** Starts one that is configured as that router is. */
  static LabKeepalived start(LabNetwork network, RouterConfig config, String password) {
    try {
      Path folder = Files.createTempDirectory("hactl-keepalived");
      Path file = folder.resolve("keepalived.conf");
      Files.writeString(file, configuration(config, password));
      List<String> command =
          List.of(
              "ip",
              "netns",
              "exec",
              network.peers(),
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
      return new LabKeepalived(
          network, folder, process, InetAddresses.format(config.addresses().getFirst()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(RouterConfig config, String password) {
    List<InetAddress> excluded = new ArrayList<>();
    config.announced().forEach(each -> excluded.add(each.address()));
    excluded.removeAll(config.addresses());
    return """
    vrrp_instance VI_1 {
      state BACKUP
      version %d
      interface v0
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
            config.version().number(),
            config.virtualRouterId(),
            config.priority(),
            config.advertInterval().toMillis() / 1000.0,
            config.preempt() ? "" : "nopreempt",
            authentication(config.authentication(), password),
            unicast(config),
            lines(config.addresses()),
            excluded.isEmpty()
                ? ""
                : "virtual_ipaddress_excluded {\n    " + lines(excluded) + "\n  }");
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

  /** Our peer is where it is itself, and we are its. */
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

  /** Gives it another configuration while it runs. */
  void reload(RouterConfig config, String password) {
    try {
      Files.writeString(folder.resolve("keepalived.conf"), configuration(config, password));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LabNetwork.run("kill", "-HUP", Long.toString(process.pid()));
  }

  boolean isMaster() {
    return LabNetwork.hasAddress(network.peers(), firstAddress);
  }

  String log() {
    try {
      return Files.readString(folder.resolve("log"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it as an operator does: it hands over. */
  void stop() {
    process.destroy();
    await();
  }

  /** Kills it and its VRRP process before either can say anything. */
  void kill() {
    // The child first: the end of its parent would make it hand over.
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
