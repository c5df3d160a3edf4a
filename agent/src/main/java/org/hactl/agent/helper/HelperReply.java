package org.hactl.agent.helper;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.hactl.module.Owned;
import org.jspecify.annotations.Nullable;

/**
 * What the helper answers: {@link Accepted} first, then any number of {@link Progress}, then one
 * other reply.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HelperReply.Accepted.class, name = "accepted"),
  @JsonSubTypes.Type(value = HelperReply.OtherImage.class, name = "other-image"),
  @JsonSubTypes.Type(value = HelperReply.Progress.class, name = "progress"),
  @JsonSubTypes.Type(value = HelperReply.Planned.class, name = "planned"),
  @JsonSubTypes.Type(value = HelperReply.Applied.class, name = "applied"),
  @JsonSubTypes.Type(value = HelperReply.Ran.class, name = "ran"),
  @JsonSubTypes.Type(value = HelperReply.Loaded.class, name = "loaded"),
  @JsonSubTypes.Type(value = HelperReply.Done.class, name = "done"),
  @JsonSubTypes.Type(value = HelperReply.Sysctl.class, name = "sysctl"),
  @JsonSubTypes.Type(value = HelperReply.Failed.class, name = "failed")
})
sealed interface HelperReply {
  /** The helper runs; the work may take long. */
  record Accepted() implements HelperReply {}

  /** The helper belongs to another image. It ends, and the next connection starts the right one. */
  record OtherImage(String image) implements HelperReply {}

  /** One line of a program at work. */
  record Progress(String kind, String text) implements HelperReply {}

  record Planned(org.hactl.module.Plan plan) implements HelperReply {}

  /** One outcome for each change, in order. */
  record Applied(List<Outcome> outcomes) implements HelperReply {}

  /**
   * @param error why the change failed; null if it did not
   * @param learnt as in {@link org.hactl.module.ChangeResult}
   */
  record Outcome(@Nullable String error, @Nullable Owned learnt) {}

  /** As {@link org.hactl.module.command.ScriptResult}. */
  record Ran(int exit, boolean timedOut, String lastLine, long tookNanos) implements HelperReply {}

  /**
   * @param said the output of {@code modprobe}
   */
  record Loaded(String said) implements HelperReply {}

  /**
   * @param value null if there is no such parameter
   */
  record Sysctl(@Nullable String value) implements HelperReply {}

  record Done() implements HelperReply {}

  /** The operation failed; {@code message} is for the operator. */
  record Failed(String message) implements HelperReply {}
}
