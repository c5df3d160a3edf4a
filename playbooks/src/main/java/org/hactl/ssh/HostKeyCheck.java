package org.hactl.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Checks one connection's host key and remembers the key presented. hactl decides alone, without
 * JSch's own known hosts: these match neither patterns nor revoked keys as OpenSSH does. A new key
 * is accepted only if the settings allow it, and is then written to the first known_hosts file; a
 * changed or revoked key is always refused.
 */
final class HostKeyCheck implements HostKeyRepository {
  private static final String AUTHORITY = "@cert-authority";
  private static final String REVOKED = "@revoked";

  /**
   * Matches every host: JSch matches each entry again, but hactl has matched all of them already.
   */
  private static final String THIS_HOST = "*";

  private final HostKeySources sources;
  private final KnownHosts known;
  private final String name;
  private final Optional<NewHostKeys> accepting;
  private byte @Nullable [] presented;
  private @Nullable KeyVerdict verdict;
  private @Nullable IOException writeFailure;

  /**
   * @param name the host's name for a new line of known_hosts
   * @param accepting writes new keys; empty if new keys are refused
   */
  HostKeyCheck(
      HostKeySources sources, KnownHosts known, String name, Optional<NewHostKeys> accepting) {
    this.sources = sources;
    this.known = known;
    this.name = name;
    this.accepting = accepting;
  }

  HostKeySources sources() {
    return sources;
  }

  byte @Nullable [] presented() {
    return presented;
  }

  @Nullable KeyVerdict verdict() {
    return verdict;
  }

  /** The host's name in known_hosts: {@code [address]:port} if the port is not 22. */
  String name() {
    return name;
  }

  @Nullable IOException writeFailure() {
    return writeFailure;
  }

  @Override
  public int check(String host, byte[] key) {
    presented = key.clone();
    KeyVerdict judged = known.judge(key);
    verdict = judged;
    return switch (judged) {
      case KeyVerdict.Known _ -> OK;
      case KeyVerdict.New _ -> accepting.isPresent() ? accept(accepting.get(), key) : NOT_INCLUDED;
      case KeyVerdict.Changed _, KeyVerdict.Revoked _ -> CHANGED;
    };
  }

  private int accept(NewHostKeys file, byte[] key) {
    try {
      file.add(name, key);
      return OK;
    } catch (IOException e) {
      writeFailure = e;
      return NOT_INCLUDED;
    }
  }

  /** The authorities and revoked keys; JSch asks for them when a host presents a certificate. */
  @Override
  public HostKey[] getHostKey() {
    List<HostKey> keys = new ArrayList<>();
    for (byte[] key : known.authorities()) {
      entry(AUTHORITY, key).ifPresent(keys::add);
    }
    for (byte[] key : known.revokedKeys()) {
      entry(REVOKED, key).ifPresent(keys::add);
      // A revoked authority is listed as an authority, too. Otherwise JSch would take it for an
      // unknown authority, and fall back to the plain key.
      entry(AUTHORITY, key).ifPresent(keys::add);
    }
    return keys.toArray(HostKey[]::new);
  }

  /** The known keys of a type; JSch asks the host first for keys of these types. */
  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    return known.hostKeys().stream()
        .filter(line -> type == null || Fingerprint.typeOf(line.key()).equals(type))
        .flatMap(line -> entry("", line.key()).stream())
        .toArray(HostKey[]::new);
  }

  private static Optional<HostKey> entry(String marker, byte[] key) {
    try {
      return Optional.of(new HostKey(marker, THIS_HOST, HostKey.GUESS, key, null));
    } catch (JSchException e) {
      // JSch does not know this type of key, so it cannot negotiate the type either.
      return Optional.empty();
    }
  }

  @Override
  public void add(HostKey key, UserInfo ui) {
    throw new IllegalStateException("only check() adds a host key: " + name);
  }

  @Override
  public void remove(String host, String type) {
    throw new IllegalStateException("hactl never removes a host key");
  }

  @Override
  public void remove(String host, String type, byte[] key) {
    throw new IllegalStateException("hactl never removes a host key: " + Arrays.hashCode(key));
  }

  @Override
  public String getKnownHostsRepositoryID() {
    return sources.file();
  }
}
