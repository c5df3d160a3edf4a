package org.hactl.site.shape;

import org.hactl.host.CheckSpec;
import org.hactl.host.Payload;
import org.hactl.site.shape.CheckShape.Kind;
import org.hactl.yaml.Fields;
import org.hactl.yaml.Shape;
import org.jspecify.annotations.Nullable;

/** {@code file} and {@code agent} of a check, which say the weight of a real server. */
final class WeightCheckShapes {
  static final Shape<Kind> FILE =
      TrackerShape.PATH.map(path -> (at, timing) -> new CheckSpec.WeightFile(at, path, timing));

  static final Shape<Kind> AGENT = agent();

  private WeightCheckShapes() {}

  private static Shape<Kind> agent() {
    Fields f = new Fields("An agent on the real server that says in one line what it can take");
    var send = f.optional("send", TcpCheckShape.PAYLOAD, "A text to send to it first");
    return f.into(v -> {
      @Nullable Payload text = v.get(send).orElse(null);
      return (at, timing) -> new CheckSpec.Agent(at, text, timing);
    });
  }
}
