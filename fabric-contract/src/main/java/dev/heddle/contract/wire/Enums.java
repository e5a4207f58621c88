package dev.heddle.contract.wire;

import dev.heddle.contract.model.CliqueType;
import dev.heddle.contract.model.FabricState;
import dev.heddle.contract.model.HealthSummary;
import dev.heddle.contract.model.HeldState;
import dev.heddle.contract.model.ImexConnection;
import dev.heddle.contract.model.ImexDaemonState;
import dev.heddle.contract.model.LinkState;
import dev.heddle.contract.model.Misconfiguration;
import dev.heddle.contract.model.PeerType;
import dev.heddle.contract.model.RecordState;
import dev.heddle.contract.model.RecoveryAction;
import dev.heddle.contract.model.RefusalReason;
import dev.heddle.contract.model.Tristate;

/**
 * The enums of the wire. A newer peer's value becomes unknown, or "other, needs an operator", where the model has
 * such a word; where a guess could be taken for health or for a release it is refused.
 */
final class Enums {

    static final EnumCodec<PeerType, dev.heddle.contract.proto.v1.PeerType> PEER_TYPE =
            EnumCodec.lenient(dev.heddle.contract.proto.v1.PeerType.class, "PEER_TYPE_", PeerType.UNKNOWN);

    static final EnumCodec<FabricState, dev.heddle.contract.proto.v1.FabricState> FABRIC_STATE =
            EnumCodec.lenient(dev.heddle.contract.proto.v1.FabricState.class, "FABRIC_STATE_", FabricState.UNKNOWN);

    static final EnumCodec<CliqueType, dev.heddle.contract.proto.v1.CliqueType> CLIQUE_TYPE =
            EnumCodec.strict(CliqueType.class, dev.heddle.contract.proto.v1.CliqueType.class, "CLIQUE_TYPE_");

    static final EnumCodec<HealthSummary, dev.heddle.contract.proto.v1.HealthSummary> HEALTH_SUMMARY =
            EnumCodec.strict(HealthSummary.class, dev.heddle.contract.proto.v1.HealthSummary.class, "HEALTH_SUMMARY_");

    static final EnumCodec<Tristate, dev.heddle.contract.proto.v1.Tristate> TRISTATE =
            EnumCodec.strict(Tristate.class, dev.heddle.contract.proto.v1.Tristate.class, "TRISTATE_");

    static final EnumCodec<Misconfiguration, dev.heddle.contract.proto.v1.Misconfiguration> MISCONFIGURATION =
            EnumCodec.lenient(
                    dev.heddle.contract.proto.v1.Misconfiguration.class, "MISCONFIGURATION_", Misconfiguration.OTHER);

    static final EnumCodec<RecoveryAction, dev.heddle.contract.proto.v1.RecoveryAction> RECOVERY_ACTION =
            EnumCodec.lenient(
                    dev.heddle.contract.proto.v1.RecoveryAction.class, "RECOVERY_ACTION_", RecoveryAction.OTHER);

    static final EnumCodec<LinkState, dev.heddle.contract.proto.v1.LinkState> LINK_STATE =
            EnumCodec.lenient(dev.heddle.contract.proto.v1.LinkState.class, "LINK_STATE_", LinkState.UNKNOWN);

    static final EnumCodec<ImexDaemonState, dev.heddle.contract.proto.v1.ImexDaemonState> IMEX_DAEMON_STATE =
            EnumCodec.lenient(
                    dev.heddle.contract.proto.v1.ImexDaemonState.class, "IMEX_DAEMON_STATE_", ImexDaemonState.UNKNOWN);

    static final EnumCodec<ImexConnection, dev.heddle.contract.proto.v1.ImexConnection> IMEX_CONNECTION =
            EnumCodec.lenient(
                    dev.heddle.contract.proto.v1.ImexConnection.class, "IMEX_CONNECTION_", ImexConnection.UNKNOWN);

    static final EnumCodec<RecordState, dev.heddle.contract.proto.v1.RecordState> RECORD_STATE =
            EnumCodec.strict(RecordState.class, dev.heddle.contract.proto.v1.RecordState.class, "RECORD_STATE_");

    static final EnumCodec<HeldState, dev.heddle.contract.proto.v1.HeldState> HELD_STATE =
            EnumCodec.strict(HeldState.class, dev.heddle.contract.proto.v1.HeldState.class, "HELD_STATE_");

    static final EnumCodec<RefusalReason, dev.heddle.contract.proto.v1.RefusalReason> REFUSAL_REASON =
            EnumCodec.strict(RefusalReason.class, dev.heddle.contract.proto.v1.RefusalReason.class, "REFUSAL_REASON_");

    private Enums() {}
}
