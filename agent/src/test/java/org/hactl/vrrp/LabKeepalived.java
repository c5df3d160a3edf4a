package org.hactl.vrrp;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

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
          network, folder, process, config.addresses().getFirst().getHostAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String configuration(RouterConfig config, String password) {
    String authentication =
        config.authentication() == Authentication.none()
            ? ""
            : "authentication {\n auth_type PASS\n auth_pass " + password + "\n }";
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
      virtual_ipaddress {
        %s
      }
    }
    """
        .formatted(
            config.version().number(),
            config.virtualRouterId(),
            config.priority(),
            config.advertInterval().toMillis() / 1000.0,
            config.preempt() ? "" : "nopreempt",
            authentication,
            config.addresses().stream()
                .map(address -> address.getHostAddress())
                .collect(Collectors.joining("\n    ")));
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
    List<ProcessHandle> all = process.descendants().toList();
    process.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
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
