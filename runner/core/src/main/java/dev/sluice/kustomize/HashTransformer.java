package dev.sluice.kustomize;

/** Puts the hash of generated objects' contents behind their names. After kustomize's {@code HashTransformer}. */
final class HashTransformer implements Transformer {

    @Override
    public void transform(ResourceMap resources) {
        for (Resource resource : resources.resources()) {
            if (resource.hashNeeded()) {
                resource.rememberId();
                resource.setName(resource.name() + "-" + ContentHash.of(resource.content()));
            }
        }
    }
}
