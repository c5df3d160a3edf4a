package org.hactl.ssh;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.hactl.ssh.KnownHostLine.Marker;

/**
 * All that is known about one host's keys, judged by OpenSSH's rules ({@code check_host_key} in
 * {@code sshconnect.c}): a revoked key is refused whatever else is said; a listed key is known; a
 * host with other keys has changed; any other host is new.
 */
final class KnownHosts {
  private final List<String> names;
  private final List<KnownHostLine> lines;
  private final RevokedKeys revoked;

  /**
   * @param names the host's names in the order in which they are looked up
   * @param lines those of all files, in order
   */
  KnownHosts(List<String> names, List<KnownHostLine> lines, RevokedKeys revoked) {
    this.names = names.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    this.lines = lines.stream().filter(this::isAboutThisHost).toList();
    this.revoked = revoked;
  }

  /**
   * Under which names a host is looked up: its alias, or its name with the port. OpenSSH then tries
   * the name without the port as well, for a key that is known.
   */
  static List<String> names(String host, int port, Optional<String> alias) {
    if (alias.isPresent()) {
      return List.of(alias.get());
    }
    return port == 22 ? List.of(host) : List.of("[%s]:%d".formatted(host, port), host);
  }

  /** The lines of a file; none if it does not exist. */
  static List<KnownHostLine> read(Path file) throws IOException {
    List<KnownHostLine> lines = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file, StandardCharsets.ISO_8859_1)) {
        KnownHostLine.parse(file, ++number, line).ifPresent(lines::add);
      }
    } catch (NoSuchFileException e) {
      return List.of();
    }
    return lines;
  }

  KeyVerdict judge(byte[] key) {
    Optional<String> ban = revoked.placeOf(key).or(() -> revokedBy(key));
    if (ban.isPresent()) {
      return new KeyVerdict.Revoked(ban.get());
    }
    if (hostKeys(names).stream().anyMatch(line -> line.holds(key))) {
      return new KeyVerdict.Known();
    }
    String type = Fingerprint.typeOf(key);
    return hostKeys(names.subList(0, 1)).stream()
        .min(Comparator.comparing(line -> !Fingerprint.typeOf(line.key()).equals(type)))
        .<KeyVerdict>map(KeyVerdict.Changed::new)
        .orElseGet(KeyVerdict.New::new);
  }

  /** The host's own keys, which decide the key type that is asked for. */
  List<KnownHostLine> hostKeys() {
    return hostKeys(names);
  }

  /** The keys that may sign this host's certificate. */
  List<byte[]> authorities() {
    return withMarker(Marker.AUTHORITY).map(KnownHostLine::key).toList();
  }

  List<byte[]> revokedKeys() {
    List<byte[]> keys = new ArrayList<>(revoked.keys());
    withMarker(Marker.REVOKED).map(KnownHostLine::key).forEach(keys::add);
    return keys;
  }

  private List<KnownHostLine> hostKeys(List<String> under) {
    return withMarker(Marker.HOST_KEY)
        .filter(line -> under.stream().anyMatch(line::matches))
        .toList();
  }

  private Optional<String> revokedBy(byte[] key) {
    return withMarker(Marker.REVOKED)
        .filter(line -> line.holds(key))
        .map(KnownHostLine::place)
        .findFirst();
  }

  private Stream<KnownHostLine> withMarker(Marker marker) {
    return lines.stream().filter(line -> line.marker() == marker);
  }

  private boolean isAboutThisHost(KnownHostLine line) {
    return names.stream().anyMatch(line::matches);
  }
}
