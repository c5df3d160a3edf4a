package org.hactl.cli.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hactl.api.Protocol;
import org.hactl.api.ProtocolException;
import org.hactl.api.Reply;
import org.hactl.control.image.Architecture;

/**
 * A host without an agent until hactl has brought one. It answers hactl's scripts and requests in
 * the real forms, and does nothing.
 */
final class MemoryHost {
  private static final Pattern MARKER = Pattern.compile("echo ([^\\s;]+);");
  private static final String BRIDGE = "hactl-agent bridge";
  private static final String PROBE = "uname";

  private final Protocol protocol;
  private final String imageDigest;
  private final MemoryAgent agent;
  private boolean imageBrought;
  private boolean agentStarted;

  /**
   * @param imageDigest the image that hactl brings
   */
  MemoryHost(Protocol protocol, String imageDigest, MemoryAgent agent) {
    this.protocol = protocol;
    this.imageDigest = imageDigest;
    this.agent = agent;
  }

  /** A channel to the host. */
  interface Talk {
    /** What it says first. */
    default String begin() {
      return "";
    }

    /** What it answers to a part of its standard input. */
    String hear(String text);

    /** How it ends when its standard input does; empty if it goes on. */
    default Optional<Ended> end() {
      return Optional.empty();
    }
  }

  /** What a command that ended with 0 has printed. */
  record Ended(String out, String err) {}

  /** The agent's socket. */
  Talk agent() {
    return new Lines("");
  }

  Talk command(String command) {
    Matcher marker = MARKER.matcher(command);
    String begin = marker.find() ? "\n" + marker.group(1) + "\n" : "";
    return command.contains(BRIDGE) ? new Lines(begin) : new Script(command, begin);
  }

  private final class Script implements Talk {
    private final String command;
    private final String begin;

    Script(String command, String begin) {
      this.command = command;
      this.begin = begin;
    }

    @Override
    public String hear(String text) {
      return "";
    }

    @Override
    public Optional<Ended> end() {
      return Optional.of(new Ended(begin + run(command), begin));
    }
  }

  private final class Lines implements Talk {
    private final String begin;
    private final StringBuilder heard = new StringBuilder();

    Lines(String begin) {
      this.begin = begin;
    }

    @Override
    public String begin() {
      return begin;
    }

    @Override
    public String hear(String text) {
      heard.append(text);
      StringBuilder answers = new StringBuilder();
      for (int end = heard.indexOf("\n"); end >= 0; end = heard.indexOf("\n")) {
        answers.append(answer(heard.substring(0, end)));
        heard.delete(0, end + 1);
      }
      return answers.toString();
    }
  }

  private synchronized String run(String command) {
    if (command.contains(PROBE)) {
      return facts();
    }
    // hactl first brings the image, then starts the agent from it.
    agentStarted = imageBrought;
    imageBrought = true;
    return "";
  }

  private String facts() {
    List<String> facts = new ArrayList<>(List.of("uid=0", "kernel=Linux", "glibc=yes"));
    facts.add(
        "machine=" + (Architecture.ofThisMachine() == Architecture.X86_64 ? "x86_64" : "aarch64"));
    facts.add("current=" + (agentStarted ? imageDigest : ""));
    if (imageBrought) {
      facts.add("image=" + imageDigest);
    }
    if (agentStarted) {
      facts.add("socket=yes");
    }
    facts.addAll(List.of("systemd=yes", "free_kb=9000000", "mount=/", "options=/ rw,relatime"));
    return String.join("\n", facts) + "\n";
  }

  private synchronized String answer(String line) {
    StringBuilder text = new StringBuilder();
    try {
      for (Reply reply : agent.answer(protocol.readRequest(line))) {
        text.append(protocol.write(reply)).append('\n');
      }
    } catch (ProtocolException e) {
      text.append(protocol.write(new Reply.Failed("unreadable", String.valueOf(e.getMessage()))));
      text.append('\n');
    }
    return text.toString();
  }
}
