package org.hactl.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.UserInfo;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Checks one connection's host key and remembers the key presented. An unknown key is accepted only
 * if the settings allow new keys, and is then written to known_hosts; a changed key is always
 * refused.
 */
final class HostKeyCheck implements HostKeyRepository {
  /** Serialises writes to known_hosts: all hosts connect at once. */
  private static final Object WRITING = new Object();

  private final HostKeyRepository known;
  private final Path file;
  private final boolean acceptNew;
  private byte @Nullable [] presented;
  private @Nullable String name;
  private @Nullable IOException writeFailure;

  HostKeyCheck(HostKeyRepository known, Path file, boolean acceptNew) {
    this.known = known;
    this.file = file;
    this.acceptNew = acceptNew;
  }

  byte @Nullable [] presented() {
    return presented;
  }

  /** The host as known_hosts names it: {@code [address]:port} where the port is not 22. */
  @Nullable String name() {
    return name;
  }

  @Nullable IOException writeFailure() {
    return writeFailure;
  }

  /** The known key of the same type as the presented one, or any known key. */
  byte @Nullable [] expected() {
    if (presented == null) {
      return null;
    }
    HostKey[] same = getHostKey(name, Fingerprint.typeOf(presented));
    HostKey[] keys = same.length > 0 ? same : getHostKey(name, null);
    return keys.length == 0 ? null : Base64.getDecoder().decode(keys[0].getKey());
  }

  @Override
  public int check(String host, byte[] key) {
    name = host;
    presented = key.clone();
    int found = known.check(host, key);
    if (found == NOT_INCLUDED && getHostKey(host, null).length > 0) {
      // A key of another type is known for this host, so the host is not new.
      return CHANGED;
    }
    return found == NOT_INCLUDED && acceptNew ? remember(host, key) : found;
  }

  private int remember(String host, byte[] key) {
    String line =
        "%s %s %s%n"
            .formatted(host, Fingerprint.typeOf(key), Base64.getEncoder().encodeToString(key));
    synchronized (WRITING) {
      try {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
          Files.createDirectories(folder);
        }
        boolean unended = Files.exists(file) && !endsWithLineEnd(file);
        Files.writeString(
            file,
            unended ? "\n" + line : line,
            StandardCharsets.US_ASCII,
            StandardOpenOption.CREATE,
            StandardOpenOption.APPEND);
        return OK;
      } catch (IOException e) {
        writeFailure = e;
        return NOT_INCLUDED;
      }
    }
  }

  private static boolean endsWithLineEnd(Path file) throws IOException {
    byte[] all = Files.readAllBytes(file);
    return all.length == 0 || all[all.length - 1] == '\n';
  }

  @Override
  public void add(HostKey key, UserInfo ui) {
    throw new IllegalStateException("only check() writes to " + file);
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
    return file.toString();
  }

  @Override
  public HostKey[] getHostKey() {
    return known.getHostKey();
  }

  @Override
  public HostKey[] getHostKey(@Nullable String host, @Nullable String type) {
    HostKey[] keys = known.getHostKey(host, type);
    return keys == null ? new HostKey[0] : keys;
  }
}
