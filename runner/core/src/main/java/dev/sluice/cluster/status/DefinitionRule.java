package dev.sluice.cluster.status;

import static dev.sluice.cluster.status.StatusCondition.FALSE;
import static dev.sluice.cluster.status.StatusCondition.TRUE;

/** When the API server serves what a CustomResourceDefinition defines. */
final class DefinitionRule implements StatusRule {

    private static final String ESTABLISHED = "Established";
    private static final String INSTALLING = "Installing";

    @Override
    public ObjectStatus of(LiveObject object) throws UnreadableStatus {
        for (StatusCondition condition : object.conditions()) {
            if (condition.is("NamesAccepted", FALSE)
                    || (condition.is(ESTABLISHED, FALSE) && !condition.reason().equals(INSTALLING))) {
                return ObjectStatus.failed(condition.reason(), condition.message());
            }
            if (condition.is(ESTABLISHED, TRUE)) {
                return ObjectStatus.current("CRD is established");
            }
        }
        return ObjectStatus.inProgress(INSTALLING, "Install in progress");
    }
}
