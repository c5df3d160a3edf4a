package org.hactl.agent.helper;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.hactl.linux.kernel.SysctlKey;
import org.hactl.module.Change;
import org.hactl.module.Owned;
import org.hactl.module.Resource;
import org.jspecify.annotations.Nullable;

/** What the agent asks of the helper. Every request has a connection of its own. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HelperRequest.Plan.class, name = "plan"),
  @JsonSubTypes.Type(value = HelperRequest.Apply.class, name = "apply"),
  @JsonSubTypes.Type(value = HelperRequest.Run.class, name = "run"),
  @JsonSubTypes.Type(value = HelperRequest.MakePipe.class, name = "make-pipe"),
  @JsonSubTypes.Type(value = HelperRequest.LoadIpvs.class, name = "load-ipvs"),
  @JsonSubTypes.Type(value = HelperRequest.ReadSysctl.class, name = "read-sysctl"),
  @JsonSubTypes.Type(value = HelperRequest.WriteSysctl.class, name = "write-sysctl")
})
sealed interface HelperRequest {
  /**
   * Asks what a kind of software needs. Answer: {@link HelperReply.Planned}.
   *
   * @param kind as in {@link org.hactl.module.ResourceId#kind()}
   */
  record Plan(String kind, List<Resource> desired, List<Owned> owned) implements HelperRequest {}

  /**
   * Applies changes of a plan in their order. Answer: {@link HelperReply.Applied}, before it {@link
   * HelperReply.Progress}. The helper carries on when the connection ends.
   */
  record Apply(String kind, List<Change> changes) implements HelperRequest {}

  /**
   * Runs a hook or a tracker's script, as {@link org.hactl.module.command.ScriptCommand}. Answer:
   * {@link HelperReply.Ran}. The script ends when the connection ends.
   */
  record Run(List<String> argv, Map<String, String> env, @Nullable String user, long timeoutMillis)
      implements HelperRequest {}

  /** Makes a named pipe where there is none. Answer: {@link HelperReply.Done}. */
  record MakePipe(String path) implements HelperRequest {}

  /** Loads the kernel's module {@code ip_vs}. Answer: {@link HelperReply.Loaded}. */
  record LoadIpvs() implements HelperRequest {}

  /** Reads a kernel parameter that the agent may not. Answer: {@link HelperReply.Sysctl}. */
  record ReadSysctl(List<String> parts) implements HelperRequest {}

  /**
   * Writes a kernel parameter that the agent may not. Answer: {@link HelperReply.Done}.
   *
   * @param parts as in {@link org.hactl.linux.kernel.SysctlKey#parts()}
   */
  record WriteSysctl(List<String> parts, String value) implements HelperRequest {}

  /**
   * One request, and who asks.
   *
   * @param image the runtime image of the agent: a helper of another image does not answer it
   */
  record Call(String image, HelperRequest request) {}

  /** In one line, for the log: never a file's content or an environment. */
  default String summary() {
    return switch (this) {
      case Plan plan -> "plan " + plan.kind();
      case Apply apply ->
          "apply "
              + String.join(
                  ", ",
                  apply.changes().stream()
                      .map(change -> change.action() + " " + change.id())
                      .toList());
      case Run run ->
          "run " + run.argv().getFirst() + (run.user() == null ? "" : " as " + run.user());
      case MakePipe pipe -> "make the pipe " + pipe.path();
      case LoadIpvs _ -> "load ip_vs";
      case ReadSysctl(List<String> parts) -> "read the kernel parameter " + new SysctlKey(parts);
      case WriteSysctl(List<String> parts, String value) ->
          "write the kernel parameter " + new SysctlKey(parts) + " = " + value;
    };
  }
}
