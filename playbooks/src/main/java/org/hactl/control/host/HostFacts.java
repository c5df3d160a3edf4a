package org.hactl.control.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.hactl.control.image.RuntimeImage;

/**
 * The facts that {@code probe.sh} found on a host.
 *
 * @param current the digest that {@code /opt/hactl/current} names, empty for none
 * @param images the digests of the images on the host
 * @param socket whether the agent's socket is there
 * @param unit the state of the units of the current image
 * @param keepalived the process id of a keepalived that runs; empty for none
 * @param missing tools that an installation needs and the host lacks
 */
public record HostFacts(
    boolean root,
    Platform platform,
    String current,
    Set<String> images,
    boolean systemd,
    boolean socket,
    Unit unit,
    String keepalived,
    List<String> missing,
    FileSystem fileSystem) {

  /**
   * The units of the current image.
   *
   * @param helperClosed whether the image has a helper and the helper's socket is not there
   * @param stopped how an operator has kept the agent from running
   */
  record Unit(boolean helperClosed, Stopped stopped) {}

  /** How an operator has kept the agent from running. */
  enum Stopped {
    /** It runs, or an operator did not stop it. */
    NOT_BY_HAND,
    /** {@code systemctl disable --now}. */
    DISABLED,
    /** {@code systemctl mask}. */
    MASKED
  }

  /** The kernel, the processor and the C library, which an image must fit. */
  record Platform(String kernel, String machine, boolean glibc) {}

  /** The file system that the image would be written to. */
  record FileSystem(String mount, long freeKilobytes, Set<String> options) {}

  public static HostFacts parse(String text) {
    Map<String, List<String>> lines =
        text.lines()
            .filter(line -> line.indexOf('=') > 0)
            .collect(
                Collectors.groupingBy(
                    line -> line.substring(0, line.indexOf('=')),
                    Collectors.mapping(
                        line -> line.substring(line.indexOf('=') + 1),
                        Collectors.toCollection(ArrayList::new))));
    String mount = one(lines, "mount");
    return new HostFacts(
        one(lines, "uid").equals("0"),
        new Platform(
            one(lines, "kernel"), one(lines, "machine"), one(lines, "glibc").equals("yes")),
        one(lines, "current"),
        Set.copyOf(lines.getOrDefault("image", new ArrayList<>())),
        one(lines, "systemd").equals("yes"),
        one(lines, "socket").equals("yes"),
        new Unit(one(lines, "helper").equals("closed"), stopped(one(lines, "stopped"))),
        one(lines, "keepalived"),
        List.copyOf(lines.getOrDefault("missing", new ArrayList<>())),
        new FileSystem(
            mount,
            number(one(lines, "free_kb")),
            options(lines.getOrDefault("options", new ArrayList<>()), mount)));
  }

  public boolean holds(RuntimeImage image) {
    return images.contains(image.digest());
  }

  public boolean runs(RuntimeImage image) {
    return socket && !unit.helperClosed() && current.equals(image.digest()) && holds(image);
  }

  private static Stopped stopped(String how) {
    return switch (how) {
      case "disabled" -> Stopped.DISABLED;
      case "masked" -> Stopped.MASKED;
      default -> Stopped.NOT_BY_HAND;
    };
  }

  private static String one(Map<String, List<String>> lines, String key) {
    List<String> values = lines.getOrDefault(key, new ArrayList<>());
    return values.isEmpty() ? "" : values.getFirst();
  }

  private static long number(String text) {
    return text.matches("[0-9]{1,15}") ? Long.parseLong(text) : Long.MAX_VALUE;
  }

  /**
   * The options of the mount at this path. If there are several, the last one counts, because it
   * hides the others.
   */
  private static Set<String> options(List<String> lines, String mount) {
    return lines.stream()
        .filter(line -> line.startsWith(mount + " "))
        .reduce((_, last) -> last)
        .map(line -> Set.copyOf(List.of(line.substring(mount.length() + 1).split(","))))
        .orElse(Set.of());
  }
}
