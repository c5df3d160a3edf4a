package org.hactl.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A running lab, as its record describes it. */
final class RunningLab implements Lab {
  private final LabPaths paths;
  private final Network network;
  private final HostDriver hosts;
  private volatile LabRecord record;

  RunningLab(LabRecord record, LabPaths paths) {
    this.record = record;
    this.paths = paths;
    this.network = new Network(record.spec().name());
    this.hosts =
        switch (record.spec().driver()) {
          case UML -> new UmlDriver(name(), paths, network);
          case NETNS -> new NetnsDriver(name(), network);
        };
  }

  // LabMaker calls the following methods, in this order.

  void prepare(LabProgress progress) {
    record = hosts.prepare(record, progress);
    record.save(paths.record(name()));
    network.create(record.spec().controlAddress(), record.spec().prefixLength());
    LabPaths.createFolder(folder(CONTROL));
  }

  void createAndStart(HostRecord host) {
    LabPaths.createFolder(folder(host.name()));
    hosts.create(record, host);
    hosts.start(record, host);
  }

  /**
   * Waits until a new host answers. One that does not is started once more, from an empty disk: a
   * guest kernel now and then hangs or panics while it boots, and a lab has five of them.
   *
   * @throws LabException if the second start fails, too
   */
  void awaitFirstBoot(HostRecord host, LabProgress progress) {
    try {
      hosts.awaitReady(host);
    } catch (LabException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw e;
      }
      progress.host(host.name(), "booting once more, because " + e.getMessage());
      hosts.powerOff(host);
      hosts.forget(host);
      hosts.start(record, host);
      hosts.awaitReady(host);
    }
  }

  void settle() {
    record = record.up();
    record.save(paths.record(name()));
  }

  List<HostRecord> hostRecords() {
    return record.hosts();
  }

  // All other callers use these methods.

  @Override
  public String name() {
    return record.spec().name();
  }

  @Override
  public Driver driver() {
    return record.spec().driver();
  }

  @Override
  public List<HostSpec> hosts() {
    return record.hosts().stream().map(HostRecord::spec).toList();
  }

  @Override
  public LabStatus status() {
    Set<String> connected = network.connected();
    return new LabStatus(
        name(),
        driver(),
        network.namespace(),
        record.hosts().stream()
            .map(host ->
                new LabStatus.LabHost(
                    host.name(),
                    host.address(),
                    hosts.isOn(host) ? "on" : "off",
                    connected.contains(host.port()) ? "up" : "cut",
                    hosts.pid(host)))
            .toList());
  }

  @Override
  public List<String> argv(String host, List<String> command) {
    if (host.equals(CONTROL)) {
      List<String> argv = new ArrayList<>(List.of("ip", "netns", "exec", network.namespace()));
      argv.addAll(command);
      return argv;
    }
    return hosts.argv(on(host), command);
  }

  @Override
  public ExecResult exec(String host, Duration timeout, List<String> command) {
    ExecResult result = new LocalProgram(argv(host, command), environment(), timeout).run();
    if (host.equals(CONTROL) || result.ok() || hosts.isOn(record.host(host))) {
      return result;
    }
    // The command may have switched the host off, so its caller decides whether this is an error.
    return result.saying(
        "%s is off. %s".formatted(host, hosts.lastWords(record.host(host))).strip());
  }

  @Override
  public int attach(String host, List<String> command) {
    ProcessBuilder builder = new ProcessBuilder(terminalArgv(host, command)).inheritIO();
    builder.environment().putAll(environment());
    try {
      return builder.start().waitFor();
    } catch (IOException e) {
      throw new LabException("cannot run %s: %s".formatted(command, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new LabException("interrupted", e);
    }
  }

  private List<String> terminalArgv(String host, List<String> command) {
    boolean terminal = System.console() != null && System.console().isTerminal();
    return host.equals(CONTROL) || !terminal
        ? argv(host, command)
        : hosts.terminalArgv(on(host), command);
  }

  @Override
  public LabProcess spawn(String host, String process, List<String> command) {
    Path log = folder(host).resolve(process + ".log");
    List<String> argv = new ArrayList<>(List.of("setsid"));
    argv.addAll(argv(host, command));
    ProcessBuilder builder =
        new ProcessBuilder(argv)
            .directory(folder(host).toFile())
            .redirectInput(new java.io.File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment());
    try {
      return new LabProcess(builder.start(), log);
    } catch (IOException e) {
      throw new LabException("cannot start %s: %s".formatted(process, e.getMessage()), e);
    }
  }

  @Override
  public void powerOff(String host) {
    HostRecord known = record.host(host);
    if (hosts.isOn(known)) {
      hosts.powerOff(known);
    }
  }

  @Override
  public void start(String host) {
    HostRecord known = record.host(host);
    if (!hosts.isOn(known)) {
      hosts.start(record, known);
    }
    hosts.awaitReady(known);
  }

  @Override
  public void cut(String host, Cut how) {
    hosts.cut(on(host), how);
  }

  @Override
  public void heal(String host) {
    network.plugIn(on(host).port());
  }

  @Override
  public synchronized void add(HostSpec host) {
    LabRecord before = record;
    record = before.add(host);
    HostRecord added = record.host(host.name());
    try {
      record.save(paths.record(name()));
      createAndStart(added);
      awaitFirstBoot(added, LabProgress.NONE);
    } catch (LabException e) {
      hosts.powerOff(added);
      network.removePort(added.port());
      LabPaths.delete(folder(host.name()));
      record = before;
      record.save(paths.record(name()));
      throw e;
    }
  }

  @Override
  public void down() {
    LabMaker.remove(name(), paths);
  }

  @Override
  public Path folder(String host) {
    return paths.host(name(), host);
  }

  @Override
  public Path privateKey() {
    return new SshAccess(paths.ssh(name())).privateKey();
  }

  @Override
  public Path knownHosts() {
    return new SshAccess(paths.ssh(name())).knownHosts();
  }

  private HostRecord on(String host) {
    HostRecord known = record.host(host);
    if (!hosts.isOn(known)) {
      throw new LabException(
          "%s is off; 'hactl lab start %s' switches it on. %s"
              .formatted(host, host, hosts.lastWords(known))
              .strip());
    }
    return known;
  }

  /** Lets {@code hactl} on the control node find the lab's keys. */
  private Map<String, String> environment() {
    return driver() == Driver.NETNS
        ? Map.of("HACTL_LAB", name())
        : Map.of(
            "HACTL_LAB", name(),
            "HACTL_PRIVATE_KEY", privateKey().toString(),
            "HACTL_KNOWN_HOSTS", knownHosts().toString());
  }
}
