package org.hactl.agent.store;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.hactl.agent.api.DriftEntry;

/** What the event journal remembers. All times in milliseconds since the epoch. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Event.Drifted.class, name = "drift"),
  @JsonSubTypes.Type(value = Event.RouterChanged.class, name = "transition"),
  @JsonSubTypes.Type(value = Event.HealthChanged.class, name = "health"),
  @JsonSubTypes.Type(value = Event.GenerationChanged.class, name = "generation"),
  @JsonSubTypes.Type(value = Event.MailFailed.class, name = "mail-failed"),
  @JsonSubTypes.Type(value = Event.AgentStarted.class, name = "agent-started")
})
public sealed interface Event {
  long atMillis();

  record Drifted(long atMillis, DriftEntry drift) implements Event {}

  record RouterChanged(long atMillis, String router, String from, String to, String reason)
      implements Event {}

  record HealthChanged(
      long atMillis, String service, String realServer, String from, String to, String detail)
      implements Event {}

  record GenerationChanged(long atMillis, long generation, String digest, Step step, String detail)
      implements Event {
    public enum Step {
      BEGUN,
      CONVERGED,
      CONFIRMED,
      ROLLED_BACK
    }
  }

  record MailFailed(long atMillis, String subject, String error) implements Event {}

  record AgentStarted(long atMillis, String version, boolean afterBoot) implements Event {}
}
