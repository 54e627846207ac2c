package dev.sluice.tests.scenarios;

/** The repositories of the workshop that scenarios are played with, under the names that a {@link ClusterScene} fills in. */
final class Workshop {

    /** A Deployment, a Service and an autoscaler in {@code kustomize/}, shortened from stefanprodan/podinfo. */
    static final String PODINFO = """
            -- kustomize/kustomization.yaml --
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - hpa.yaml
              - deployment.yaml
              - service.yaml
            -- kustomize/deployment.yaml --
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: podinfo
            spec:
              minReadySeconds: 3
              revisionHistoryLimit: 5
              progressDeadlineSeconds: 60
              strategy:
                rollingUpdate:
                  maxUnavailable: 0
                type: RollingUpdate
              selector:
                matchLabels:
                  app: podinfo
              template:
                metadata:
                  annotations:
                    prometheus.io/scrape: "true"
                    prometheus.io/port: "9797"
                  labels:
                    app: podinfo
                spec:
                  containers:
                    - name: podinfod
                      image: ghcr.io/stefanprodan/podinfo:6.0.0
                      imagePullPolicy: IfNotPresent
                      ports:
                        - name: http
                          containerPort: 9898
                          protocol: TCP
                        - name: grpc
                          containerPort: 9999
                          protocol: TCP
                      env:
                        - name: PODINFO_UI_COLOR
                          value: "#34577c"
                      resources:
                        requests:
                          cpu: 100m
                          memory: 64Mi
            -- kustomize/service.yaml --
            apiVersion: v1
            kind: Service
            metadata:
              name: podinfo
            spec:
              type: ClusterIP
              selector:
                app: podinfo
              ports:
                - name: http
                  port: 9898
                  protocol: TCP
                  targetPort: http
                - name: grpc
                  port: 9999
                  protocol: TCP
                  targetPort: grpc
            -- kustomize/hpa.yaml --
            apiVersion: autoscaling/v2
            kind: HorizontalPodAutoscaler
            metadata:
              name: podinfo
            spec:
              scaleTargetRef:
                apiVersion: apps/v1
                kind: Deployment
                name: podinfo
              minReplicas: 2
              maxReplicas: 4
              metrics:
                - type: Resource
                  resource:
                    name: cpu
                    target:
                      type: Utilization
                      # scale up if usage is above
                      # 99% of the requested CPU (100m)
                      averageUtilization: 99
            """;

    static final String PODINFO_SOURCE = """
            -- clusters/cluster01/podinfo-source.yaml --
            apiVersion: source.toolkit.fluxcd.io/v1
            kind: GitRepository
            metadata:
              name: podinfo
              namespace: ${fleet}
            spec:
              interval: 30s
              ref:
                branch: master
              url: ${git}/podinfo.git
            """;

    static final String PODINFO_KUSTOMIZATION = """
            -- clusters/cluster01/podinfo-kustomization.yaml --
            apiVersion: kustomize.toolkit.fluxcd.io/v1
            kind: Kustomization
            metadata:
              name: podinfo
              namespace: ${fleet}
            spec:
              interval: 5m0s
              path: ./kustomize
              prune: true
              sourceRef:
                kind: GitRepository
                name: podinfo
              targetNamespace: ${apps}
            """;

    /** A base with overlays {@code dev} and {@code production}, each in a namespace of its own. */
    static final String MY_APP = """
            -- base/kustomization.yaml --
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            resources:
              - deployment.yaml
              - service.yaml
            -- base/deployment.yaml --
            apiVersion: apps/v1
            kind: Deployment
            metadata:
              name: my-app
            spec:
              replicas: 1
              selector:
                matchLabels:
                  app: my-app
              template:
                metadata:
                  labels:
                    app: my-app
                spec:
                  containers:
                    - name: my-app
                      image: registry.test/my-app:1.0.0
                      ports:
                        - containerPort: 8080
            -- base/service.yaml --
            apiVersion: v1
            kind: Service
            metadata:
              name: my-app
            spec:
              selector:
                app: my-app
              ports:
                - port: 80
                  targetPort: 8080
            -- dev/kustomization.yaml --
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: dev-${id}
            resources:
              - namespace.yaml
              - ../base
            -- dev/namespace.yaml --
            apiVersion: v1
            kind: Namespace
            metadata:
              name: dev-${id}
            -- production/kustomization.yaml --
            apiVersion: kustomize.config.k8s.io/v1beta1
            kind: Kustomization
            namespace: prod-${id}
            resources:
              - namespace.yaml
              - ../base
            replicas:
              - name: my-app
                count: 3
            -- production/namespace.yaml --
            apiVersion: v1
            kind: Namespace
            metadata:
              name: prod-${id}
            """;

    /** The definition of a kind of the scene's own. */
    static final String WIDGETS = """
            apiVersion: apiextensions.k8s.io/v1
            kind: CustomResourceDefinition
            metadata:
              name: widgets.e${id}.example.com
            spec:
              group: e${id}.example.com
              names: {kind: Widget, plural: widgets, singular: widget}
              scope: Namespaced
              versions:
                - name: v1
                  served: true
                  storage: true
                  schema:
                    openAPIV3Schema: {type: object, x-kubernetes-preserve-unknown-fields: true}
            """;

    private Workshop() {}

    /** The application of one environment, below {@code env/}, in the namespace {@code ENVIRONMENT-ID}. */
    static String chuckNorris(String environment, String tag) {
        return """
                -- env/<env>/deployment.yaml --
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: chuck-norris-app
                  namespace: <env>-${id}
                spec:
                  replicas: 1
                  selector:
                    matchLabels:
                      app: chuck-norris-app
                  template:
                    metadata:
                      labels:
                        app: chuck-norris-app
                    spec:
                      containers:
                      - image: registry.test/chuck-norris-app:<tag>
                        name: chuck-norris-app
                        imagePullPolicy: Always
                        ports:
                        - containerPort: 8080
                      restartPolicy: Always
                -- env/<env>/service.yaml --
                apiVersion: v1
                kind: Service
                metadata:
                  name: chuck-norris-app
                  namespace: <env>-${id}
                spec:
                  ports:
                  - port: 8080
                    protocol: TCP
                  selector:
                    app: chuck-norris-app
                  type: ClusterIP
                """.replace("<env>", environment).replace("<tag>", tag);
    }

    /** The source and the Kustomization of one environment of that application. */
    static String environment(String environment, String branch) {
        return """
                -- clusters/cluster01/apps/<env>.yaml --
                apiVersion: source.toolkit.fluxcd.io/v1
                kind: GitRepository
                metadata:
                  name: <env>
                  namespace: ${fleet}
                spec:
                  interval: 30s
                  ref:
                    branch: <branch>
                  url: ${git}/chuck-norris-app.git
                ---
                apiVersion: kustomize.toolkit.fluxcd.io/v1
                kind: Kustomization
                metadata:
                  name: <env>
                  namespace: ${fleet}
                spec:
                  interval: 1m0s
                  path: ./env/<env>
                  prune: true
                  sourceRef:
                    kind: GitRepository
                    name: <env>
                  targetNamespace: <env>-${id}
                """.replace("<env>", environment).replace("<branch>", branch);
    }
}
