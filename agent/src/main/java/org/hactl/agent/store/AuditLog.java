package org.hactl.agent.store;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.hactl.api.AuditEntry;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who applied what to this host, one JSON object a line, oldest first. It is not part of the event
 * journal, because strangers can cause events: many of them would push out who changed the host.
 * Each entry is on the disk when {@link #add} returns. The log is bounded: when {@code audit} has
 * reached its size, it becomes {@code audit.1} and replaces the earlier {@code audit.1}.
 */
public final class AuditLog {
  private static final Logger log = LoggerFactory.getLogger(AuditLog.class);
  private static final String FILE = "audit";

  private final ObjectMapper mapper;
  private final BoundedLines lines;
  private final String agentVersion;

  /**
   * @param maxBytes the largest size of one file; there are at most two files
   * @param agentVersion is part of each entry
   */
  public AuditLog(Storage storage, ObjectMapper mapper, long maxBytes, String agentVersion) {
    this.mapper = mapper;
    this.agentVersion = agentVersion;
    this.lines = new BoundedLines(storage, FILE, maxBytes);
  }

  /** Adds an entry. A write error is logged; nothing else may fail because of it. */
  public synchronized void add(AuditEntry entry) {
    try {
      lines.add(mapper.writeValueAsString(entry.by(agentVersion)), true);
    } catch (IOException e) {
      log.atWarn()
          .addKeyValue("generation", entry.generation())
          .addKeyValue("outcome", entry.outcome())
          .addKeyValue("author", entry.author())
          .addKeyValue("serial", entry.serial())
          .addKeyValue("error", e.getMessage())
          .log("cannot write the audit log");
    }
  }

  /** The newest entries, newest first. A line that cannot be read is left out. */
  public synchronized List<AuditEntry> newest(int limit) throws IOException {
    return lines.newest(limit, this::parse);
  }

  private Optional<AuditEntry> parse(String line) {
    try {
      return Optional.ofNullable(mapper.readValue(line, AuditEntry.class));
    } catch (JsonProcessingException e) {
      // A torn line, or one of a newer agent: only this line is lost.
      log.atDebug().log("a line of the audit log cannot be read");
      return Optional.empty();
    }
  }
}
