package org.hactl.agent.store;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.hactl.api.SiteKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of the site on this host: the file {@code site-key}, for root alone. One that cannot be
 * read counts as missing; the next apply brings it again. Safe for use from any thread.
 */
public final class SiteKeyFile {
  private static final Logger log = LoggerFactory.getLogger(SiteKeyFile.class);
  private static final String NAME = "site-key";

  private final SafeFile file;
  private final ObjectMapper mapper;
  private Optional<SiteKey> key;

  public SiteKeyFile(Storage storage, ObjectMapper mapper) {
    this.file = new SafeFile(storage, NAME);
    this.mapper = mapper;
    this.key = read();
  }

  private Optional<SiteKey> read() {
    List<StateError> errors = new ArrayList<>();
    Optional<SiteKey> read = file.read(errors).flatMap(found -> parse(found.content()));
    errors.forEach(error ->
        log.atWarn()
            .addKeyValue("error", error.text())
            .log("the key of the site is damaged on disk; the next apply brings it again"));
    return read;
  }

  private Optional<SiteKey> parse(byte[] content) {
    try {
      return Optional.ofNullable(mapper.readValue(content, SiteKey.class));
    } catch (IOException e) {
      // The text of the error can have a part of the key.
      log.atWarn().log("the key of the site has another form; the next apply brings it again");
      return Optional.empty();
    }
  }

  public synchronized Optional<SiteKey> get() {
    return key;
  }

  /** Holds this key from now on. It is on the disk when this returns, and no older one is. */
  public synchronized void hold(SiteKey given) throws IOException {
    if (!key.equals(Optional.of(given))) {
      file.replace(mapper.writeValueAsBytes(given));
      file.keepNewest();
      key = Optional.of(given);
    }
  }
}
