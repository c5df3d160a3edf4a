package org.hactl.agent.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteKey;
import org.hactl.api.SiteKeys;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the site on this host, and another one while that is being replaced: the file {@code
 * site-key}, for root alone. What cannot be read counts as missing; the next apply brings it again.
 * Safe for use from any thread.
 */
public final class SiteKeyFile {
  private static final Logger log = LoggerFactory.getLogger(SiteKeyFile.class);
  private static final String NAME = "site-key";

  private final SafeFile file;
  private final ObjectMapper mapper;
  private Optional<SiteKeys> keys;

  /** The form of the file. */
  private record Written(long madeAtMillis, String value, @Nullable SiteKey accepted) {
    /**
     * @throws IllegalArgumentException if the value is no key
     */
    Written {
      var _ = new SiteKey(madeAtMillis, value);
    }

    static Written of(SiteKeys keys) {
      return new Written(keys.key().madeAtMillis(), keys.key().value(), keys.accepted());
    }

    SiteKeys keys() {
      return new SiteKeys(new SiteKey(madeAtMillis, value), accepted);
    }
  }

  public SiteKeyFile(Storage storage, ObjectMapper mapper) {
    this.file = new SafeFile(storage, NAME);
    this.mapper = mapper;
    this.keys = read();
  }

  private Optional<SiteKeys> read() {
    List<StateError> errors = new ArrayList<>();
    Optional<SiteKeys> read = file.read(errors).flatMap(found -> parse(found.content()));
    errors.forEach(error ->
        log.atWarn()
            .addKeyValue("error", error.text())
            .log("the key of the site is damaged on disk; the next apply brings it again"));
    return read;
  }

  private Optional<SiteKeys> parse(byte[] content) {
    try {
      return Optional.ofNullable(mapper.readValue(content, Written.class)).map(Written::keys);
    } catch (IOException e) {
      // The text of the error can have a part of the key.
      log.atWarn().log("the key of the site has another form; the next apply brings it again");
      return Optional.empty();
    }
  }

  public synchronized Optional<SiteKeys> get() {
    return keys;
  }

  /** Holds these keys from now on. They are on the disk when this returns, and no other one is. */
  public synchronized void hold(SiteKeys given) throws IOException {
    if (!keys.equals(Optional.of(given))) {
      file.replace(mapper.writeValueAsBytes(Written.of(given)));
      file.keepNewest();
      keys = Optional.of(given);
    }
  }
}
