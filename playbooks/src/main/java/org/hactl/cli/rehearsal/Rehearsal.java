package org.hactl.cli.rehearsal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hactl.api.Protocol;
import org.hactl.host.HostJson;
import org.hactl.host.Kinds;

/**
 * Runs commands from their arguments to their exit status against two hosts in memory, over real
 * SSH on the loopback. It writes only to a temporary folder.
 */
public final class Rehearsal {
  private static final int DONE = 0;
  private static final int CHANGES_PENDING = 5;

  /** Where hactl looks for its own files, and for {@code ~/.ssh}. */
  private static final List<String> PROPERTIES = List.of("hactl.home", "user.home");

  private static final FileAttribute<Set<PosixFilePermission>> OWNERS =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

  /** Of the values in {@code hosts.yml}. */
  private static final String PASSWORD = "rehearsal";

  private static final List<Step> STEPS =
      List.of(
          new Step(CHANGES_PENDING, "plan", "--diff"),
          new Step(DONE, "apply", "--forks", "2"),
          new Step(DONE, "apply"),
          new Step(DONE, "apply", "--check", "--output", "json"),
          new Step(DONE, "plan", "--limit", "webs"),
          new Step(DONE, "status"),
          new Step(DONE, "status", "--output", "json"),
          new Step(DONE, "drift"),
          new Step(DONE, "history", "--last", "5"),
          new Step(DONE, "events", "--since", "2h"),
          new Step(DONE, "events", "--output", "jsonl"));

  /**
   * A command of the rehearsal.
   *
   * @param status the exit status that it must have
   */
  public record Step(int status, List<String> words) {
    Step(int status, String... words) {
      this(status, List.of(words));
    }

    boolean takesSite() {
      return List.of("plan", "apply").contains(words.getFirst());
    }
  }

  private final Path folder;
  private final String imageDigest;
  private final Ed25519Key key;
  private final InstantSource clock;

  private Rehearsal(Path folder, String imageDigest, Ed25519Key key, InstantSource clock) {
    this.folder = folder;
    this.imageDigest = imageDigest;
    this.key = key;
    this.clock = clock;
  }

  /**
   * Runs all commands.
   *
   * @param imageDigest the agent's image, which is not made
   * @param ssh whether this machine has the program {@code ssh}
   * @param command runs a command and returns its exit status
   * @return the commands that ended with another status than they must; empty if all is well
   * @throws IOException if the loopback or the temporary folder cannot be used
   */
  public static List<Step> run(
      String imageDigest, boolean ssh, InstantSource clock, ToIntFunction<List<String>> command)
      throws IOException, GeneralSecurityException {
    Path folder = Files.createTempDirectory("hactl-warm-up");
    Map<String, String> before =
        PROPERTIES.stream()
            .filter(name -> System.getProperty(name) != null)
            .collect(Collectors.toMap(name -> name, System::getProperty));
    try {
      return new Rehearsal(folder, imageDigest, Ed25519Key.make(), clock).steps(ssh, command);
    } finally {
      PROPERTIES.forEach(System::clearProperty);
      before.forEach(System::setProperty);
      delete(folder);
    }
  }

  private List<Step> steps(boolean ssh, ToIntFunction<List<String>> command)
      throws IOException, GeneralSecurityException {
    try (SshStandIn lvs1 = standIn("lvs1", true, KeyAgreement.CURVE25519);
        SshStandIn web1 = standIn("web1", false, KeyAgreement.MLKEM768)) {
      prepare(lvs1.port(), web1.port(), ssh);
      PROPERTIES.forEach(name -> System.setProperty(name, folder.toString()));
      return STEPS.stream()
          .filter(step -> command.applyAsInt(words(step)) != step.status())
          .toList();
    }
  }

  private SshStandIn standIn(String name, boolean director, KeyAgreement agreement)
      throws IOException {
    Protocol protocol = new Protocol(HostJson.mapper(Kinds.namedTypes()));
    MemoryAgent agent = new MemoryAgent(name, director, imageDigest, clock);
    return SshStandIn.start(key, agreement, new MemoryHost(protocol, imageDigest, agent));
  }

  private void prepare(int lvs1, int web1, boolean ssh) throws IOException {
    String hosts =
        resource("hosts.yml")
            .replace("@FOLDER@", folder.toString())
            .replace("@PORT_lvs1@", Integer.toString(lvs1))
            .replace("@PORT_web1@", Integer.toString(web1))
            // Not the configuration of the user who builds hactl.
            .replace("@SSH_ARGUMENTS@", ssh ? "-F none" : "");
    Files.writeString(folder.resolve("hosts.yml"), hosts);
    Files.writeString(folder.resolve("site.yml"), resource("site.yml"));
    Files.writeString(folder.resolve("nginx.conf"), resource("nginx.conf"));
    Files.writeString(folder.resolve("password"), PASSWORD);
    Files.writeString(
        folder.resolve("known_hosts"), key.knownHostsLine(lvs1) + key.knownHostsLine(web1));
    Path id = Files.createFile(folder.resolve("id"), OWNERS);
    Files.writeString(id, key.privateFile());
    // An image that is there is not made.
    Path images = Files.createDirectories(folder.resolve("runtime"));
    Files.writeString(images.resolve(imageDigest + ".tar.gz"), "no image");
  }

  private List<String> words(Step step) {
    List<String> words = new ArrayList<>(step.words());
    words.addAll(
        List.of(
            "--inventory",
            folder.resolve("hosts.yml").toString(),
            "--known-hosts",
            folder.resolve("known_hosts").toString(),
            "--vault-password-file",
            folder.resolve("password").toString()));
    if (step.takesSite()) {
      words.add(folder.resolve("site.yml").toString());
    }
    return words;
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Rehearsal.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
