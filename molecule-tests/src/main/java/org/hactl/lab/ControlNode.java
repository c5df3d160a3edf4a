package org.hactl.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The control node of a lab: a folder with the site and its inventory, and the {@code hactl}
 * command. It reaches the hosts only by SSH over the lab's segment.
 */
public final class ControlNode {
  private final Lab lab;
  private final Path hactl;
  private final Path folder;

  private ControlNode(Lab lab, Path hactl, Path folder) {
    this.lab = lab;
    this.hactl = hactl;
    this.folder = folder;
  }

  /**
   * Copies this repository's {@code inventory/hosts.yml} with its variables, and {@code
   * playbooks/}, to a folder of the lab, so that edits there do not change the originals. What is
   * there from before is replaced. All files of a folder are one inventory, so the other example
   * stays behind.
   */
  public static ControlNode prepare(Lab lab) {
    Path repository = repository();
    Path folder = lab.folder(Lab.CONTROL).resolve("site");
    for (String each : List.of("inventory/hosts.yml", "inventory/group_vars", "playbooks")) {
      copyYaml(repository.resolve(each), folder.resolve(each));
    }
    return new ControlNode(lab, repository.resolve("hactl"), folder);
  }

  /** The folder with {@code inventory/} and {@code playbooks/}. */
  public Path folder() {
    return folder;
  }

  /** Runs {@code hactl} and waits for its end. */
  ExecResult hactl(String... arguments) {
    return hactl(Duration.ofMinutes(5), line -> {}, arguments);
  }

  /** Runs {@code hactl} with more options for its JVM. */
  public ExecResult hactlWithJvmOptions(String options, String... arguments) {
    return run(Duration.ofMinutes(5), line -> {}, Map.of("HACTL_JAVA_OPTS", options), arguments);
  }

  /**
   * Runs {@code hactl} and passes on each line of its standard output and standard error as it
   * arrives.
   *
   * @throws LabException if it does not end within {@code timeout}
   */
  public ExecResult hactl(Duration timeout, Consumer<String> eachLine, String... arguments) {
    return run(timeout, eachLine, Map.of(), arguments);
  }

  private ExecResult run(
      Duration timeout,
      Consumer<String> eachLine,
      Map<String, String> environment,
      String... arguments) {
    return start(eachLine, environment, arguments).await(timeout);
  }

  /**
   * Starts {@code hactl} and does not wait for its end.
   *
   * @param eachLine gets each line of its standard output and standard error as it arrives
   * @param environment more variables, for example {@code SUDO_USER} for another operator
   */
  public HactlRun start(
      Consumer<String> eachLine, Map<String, String> environment, String... arguments) {
    List<String> command = new ArrayList<>(List.of(hactl.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(lab.argv(Lab.CONTROL, command));
    builder.directory(folder.toFile());
    builder.environment().put("HACTL_PRIVATE_KEY", lab.privateKey().toString());
    builder.environment().put("HACTL_KNOWN_HOSTS", lab.knownHosts().toString());
    builder.environment().putAll(environment);
    builder.redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
    try {
      return HactlRun.of(builder.start(), String.join(" ", arguments), eachLine);
    } catch (IOException e) {
      throw new LabException("cannot run " + hactl, e);
    }
  }

  /** The same folder and hosts with the {@code hactl} of another build. */
  public ControlNode with(Path launcher) {
    return new ControlNode(lab, launcher, folder);
  }

  /**
   * The folder of this project: the nearest one above the working folder that holds the launcher.
   */
  public static Path repository() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.isExecutable(at.resolve("hactl")) && Files.isDirectory(at.resolve("playbooks"))) {
        return at;
      }
    }
    throw new LabException("run this in hactl's own folder: there is no ./hactl here or above");
  }

  private static void copyYaml(Path from, Path to) {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.filter(ControlNode::isYaml).toList()) {
        Path target = to.resolve(from.relativize(file).toString());
        Files.createDirectories(target.getParent());
        Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isYaml(Path file) {
    String path = file.toString();
    return path.endsWith(".yml") && !path.contains("/src/") && !path.contains("/target/");
  }
}
