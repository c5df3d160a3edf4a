package org.hactl.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.hactl.host.HostJson;
import org.hactl.host.HostState;

/** The line form of requests and replies. A reader ignores fields it does not know. */
public final class Protocol {
  /** Increased when an older peer could misunderstand a new message. */
  public static final int VERSION = 1;

  /**
   * The longest line that an agent accepts; several copies of it have to fit into the agent's
   * memory.
   */
  public static final int MAX_LINE_BYTES = 8 * 1024 * 1024;

  private final ObjectMapper mapper;
  private final ObjectMapper replies;

  /**
   * @param mapper as made by {@link org.hactl.host.HostJson#mapper}
   */
  public Protocol(ObjectMapper mapper) {
    this.mapper = mapper;
    this.replies = mapper.copy().registerModule(CleanText.module());
  }

  /** One line, without its line end. */
  public String write(Object requestOrReply) {
    try {
      return mapper.writeValueAsString(requestOrReply);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a message has no JSON form: " + e.getMessage(), e);
    }
  }

  /** The digest by which an agent names the generation of a host state. */
  public String digest(HostState state) {
    return HostJson.digest(mapper, state);
  }

  /**
   * @throws ProtocolException if the line is not a request that this version knows
   */
  public Request readRequest(String line) throws ProtocolException {
    return read(mapper, line, Request.class);
  }

  /**
   * Reads what an agent says. Its texts have no control characters, and no value is missing.
   *
   * @throws ProtocolException if the line is not a whole reply that this version knows
   */
  public Reply readReply(String line) throws ProtocolException {
    Reply reply = read(replies, line, Reply.class);
    if (reply instanceof Record whole) {
      WholeReply.check(whole);
    }
    return reply;
  }

  private static <T> T read(ObjectMapper mapper, String line, Class<T> type)
      throws ProtocolException {
    try {
      T read = mapper.readValue(line, type);
      if (read == null) {
        throw new ProtocolException("not a " + type.getSimpleName() + ", but null");
      }
      return read;
    } catch (JsonProcessingException e) {
      // getOriginalMessage() leaves out the source text, which may hold a secret.
      throw new ProtocolException(
          "not a " + type.getSimpleName() + " this version knows: " + e.getOriginalMessage());
    }
  }
}
