package org.hactl.lab;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Hosts as User-Mode-Linux kernels, each with its own copy-on-write disk. */
final class UmlDriver implements HostDriver {
  /** How long a guest may take to boot: enough for ten guests on one busy processor. */
  private static final Duration BOOT_TIMEOUT = Duration.ofMinutes(5);

  private static final Duration LOGIN_TIMEOUT = Duration.ofSeconds(60);
  private static final Duration BANNER_POLL_INTERVAL = Duration.ofSeconds(1);

  /**
   * Waits long for the answer: each connection costs a guest that boots a process of sshd, so that
   * one which is given up soon and made again keeps the next one from its answer.
   */
  private static final String BANNER_PROBE =
      "exec 3<>/dev/tcp/%s/22 && read -r -t 60 -u 3 line && printf '%%s' \"$line\"";

  private final String lab;
  private final LabPaths paths;
  private final Network network;
  private final SshAccess ssh;

  UmlDriver(String lab, LabPaths paths, Network network) {
    this.lab = lab;
    this.paths = paths;
    this.network = network;
    this.ssh = new SshAccess(paths.ssh(lab));
  }

  @Override
  public LabRecord prepare(LabRecord record, LabProgress progress) {
    Machine.require(Driver.UML);
    BaseImage image = BaseImage.obtain(paths.cache(), progress);
    Path repository =
        PackageRepository.obtain(paths.cache(), image, record.spec().packages(), progress);
    ssh.create();
    return record.prepared(image.disk(), repository);
  }

  @Override
  public void create(LabRecord record, HostRecord host) {
    LabPaths.createFolder(folder(host));
    LabPaths.createFolder(paths.disks(lab));
    GuestSeed.write(seed(host), host, record.spec().prefixLength(), ssh);
    network.addTap(host.port());
    ssh.publish(record.hosts().stream().filter(h -> Files.exists(seed(h))).toList());
  }

  @Override
  public void start(LabRecord record, HostRecord host) {
    Path control = folder(host).resolve("uml");
    LabPaths.delete(control); // a killed kernel leaves its control folder behind
    LabPaths.createFolder(control);
    List<Integer> processors = Machine.processors();
    GuestKernel kernel =
        new GuestKernel(
            network.namespace(),
            host.name(),
            GuestSeed.machineId(host),
            host.port(),
            control,
            new GuestKernel.Disks(
                disk(host), Path.of(record.image()), seed(host), Path.of(record.repository())),
            record.spec().memoryMiB(),
            processors.get(host.index() % processors.size()));
    ProcessBuilder builder =
        new ProcessBuilder(kernel.argv())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(console(host).toFile()));
    try {
      long pid = builder.start().pid();
      LabProcesses.Ref started =
          LabProcesses.stat(pid)
              .map(LabProcesses.Stat::ref)
              .orElseThrow(() -> new LabException(died(host)));
      LabPaths.write(kernelFile(host), started.toString());
    } catch (IOException e) {
      throw new LabException("cannot start the kernel of %s: %s".formatted(host.name(), e), e);
    }
  }

  @Override
  public void awaitReady(HostRecord host) {
    LocalProgram probe =
        LocalProgram.of(
                "ip",
                "netns",
                "exec",
                network.namespace(),
                "timeout",
                "70",
                "bash",
                "-c",
                BANNER_PROBE.formatted(host.address()))
            .timeout(Duration.ofSeconds(90));
    boolean answered =
        Poll.until(
            BOOT_TIMEOUT,
            BANNER_POLL_INTERVAL,
            () -> {
              if (!isOn(host)) {
                throw new LabException(died(host));
              }
              return probe.run().out().startsWith("SSH-");
            });
    if (!answered) {
      throw new LabException(
          "%s does not answer on %s port 22 after %d s. %s"
              .formatted(host.name(), host.address(), BOOT_TIMEOUT.toSeconds(), lastWords(host)));
    }
    openShared(host);
  }

  /** Logs in once and keeps the connection; this also tests the login. */
  private void openShared(HostRecord host) {
    if (Files.exists(ssh.controlSocket(host))) {
      return;
    }
    List<String> argv =
        new ArrayList<>(List.of("setsid", "ip", "netns", "exec", network.namespace()));
    argv.addAll(ssh.sharedConnection(host));
    Path log = folder(host).resolve("ssh.log");
    try {
      Process connection =
          new ProcessBuilder(argv)
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      Poll.until(
          LOGIN_TIMEOUT,
          Duration.ofMillis(50),
          () -> Files.exists(ssh.controlSocket(host)) || !connection.isAlive());
      if (!Files.exists(ssh.controlSocket(host))) {
        throw new LabException(
            "cannot log in to %s by ssh: %s".formatted(host.name(), LabPaths.read(log).strip()));
      }
    } catch (IOException e) {
      throw new LabException("cannot run ssh: " + e.getMessage(), e);
    }
  }

  @Override
  public boolean isOn(HostRecord host) {
    return kernel(host).filter(LabProcesses::isAlive).isPresent();
  }

  @Override
  public void powerOff(HostRecord host) {
    kernel(host).ifPresent(ref -> LabProcesses.killSession(network.namespace(), ref));
    ssh.closeShared(host);
  }

  @Override
  public void forget(HostRecord host) {
    LabPaths.delete(disk(host));
  }

  @Override
  public @Nullable Long pid(HostRecord host) {
    return isOn(host) ? kernel(host).map(LabProcesses.Ref::pid).orElse(null) : null;
  }

  @Override
  public List<String> argv(HostRecord host, List<String> command) {
    List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", network.namespace()));
    argv.addAll(ssh.argv(host, command));
    return argv;
  }

  @Override
  public List<String> terminalArgv(HostRecord host, List<String> command) {
    List<String> argv = new ArrayList<>(argv(host, command));
    argv.add(argv.indexOf("ssh") + 1, "-t");
    return argv;
  }

  @Override
  public void cut(HostRecord host, Cut how) {
    if (how == Cut.CARRIER) {
      throw new LabException(
          "a guest kernel cannot lose its carrier; cut %s without --carrier, or use the driver netns"
              .formatted(host.name()));
    }
    network.cut(host.port(), how);
  }

  private Optional<LabProcesses.Ref> kernel(HostRecord host) {
    Path file = kernelFile(host);
    return Files.exists(file)
        ? Optional.of(LabProcesses.Ref.parse(LabPaths.read(file)))
        : Optional.empty();
  }

  private String died(HostRecord host) {
    return "the kernel of %s died. %s".formatted(host.name(), lastWords(host));
  }

  @Override
  public String lastWords(HostRecord host) {
    List<String> lines =
        Files.exists(console(host)) ? LabPaths.read(console(host)).lines().toList() : List.of();
    return "Its console: %s\n%s"
        .formatted(
            console(host),
            String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size())));
  }

  private Path folder(HostRecord host) {
    return paths.host(lab, host.name());
  }

  private Path seed(HostRecord host) {
    return folder(host).resolve("seed.tar");
  }

  private Path console(HostRecord host) {
    return folder(host).resolve("console.log");
  }

  private Path kernelFile(HostRecord host) {
    return folder(host).resolve("kernel");
  }

  private Path disk(HostRecord host) {
    return paths.disks(lab).resolve(host.name() + ".cow");
  }
}
