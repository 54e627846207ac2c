package dev.sluice.tests.benchmark;

/** The objects of a generated application, as a team would write them; some hold variables. */
final class BaseObjects {

    private BaseObjects() {}

    static String deployment(String name) {
        return """
                apiVersion: apps/v1
                kind: Deployment
                metadata:
                  name: %1$s
                  labels:
                    app.kubernetes.io/name: %1$s
                    app.kubernetes.io/component: server
                spec:
                  replicas: 1
                  revisionHistoryLimit: 3
                  selector:
                    matchLabels: {app.kubernetes.io/name: %1$s}
                  template:
                    metadata:
                      labels: {app.kubernetes.io/name: %1$s}
                      annotations:
                        prometheus.io/scrape: "true"
                    spec:
                      serviceAccountName: %1$s
                      securityContext: {runAsNonRoot: true, runAsUser: 1000, fsGroup: 1000}
                      containers:
                      - name: web
                        image: registry.example/shop/%1$s:1.0
                        args: ["--listen", ":8080", "--cluster", "${cluster_name}"]
                        ports:
                        - {name: http, containerPort: 8080}
                        env:
                        - {name: REGION, value: "${region}"}
                        - name: POD_NAME
                          valueFrom: {fieldRef: {fieldPath: metadata.name}}
                        envFrom:
                        - configMapRef: {name: %1$s-settings}
                        livenessProbe:
                          httpGet: {path: /healthz, port: http}
                          initialDelaySeconds: 5
                          periodSeconds: 10
                        readinessProbe:
                          httpGet: {path: /ready, port: http}
                        resources:
                          limits: {memory: 512Mi}
                          requests: {cpu: 100m, memory: 256Mi}
                        volumeMounts:
                        - {name: tmp, mountPath: /tmp}
                      volumes:
                      - name: tmp
                        emptyDir: {}
                """.formatted(name);
    }

    static String service(String name) {
        return """
                apiVersion: v1
                kind: Service
                metadata:
                  name: %1$s
                  labels: {app.kubernetes.io/name: %1$s}
                spec:
                  type: ClusterIP
                  selector: {app.kubernetes.io/name: %1$s}
                  ports:
                  - {name: http, port: 80, targetPort: http}
                """.formatted(name);
    }

    static String ingress(String name) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata:
                  name: %1$s
                  annotations:
                    cert-manager.io/cluster-issuer: letsencrypt
                    example.org/contact: ${contact}
                spec:
                  ingressClassName: internal
                  tls:
                  - hosts: ["%1$s.${cluster_domain}"]
                    secretName: %1$s-tls
                  rules:
                  - host: %1$s.${cluster_domain}
                    http:
                      paths:
                      - path: /
                        pathType: Prefix
                        backend:
                          service:
                            name: %1$s
                            port: {name: http}
                """.formatted(name);
    }

    static String serviceAccount(String name) {
        return """
                apiVersion: v1
                kind: ServiceAccount
                metadata:
                  name: %1$s
                automountServiceAccountToken: false
                """.formatted(name);
    }

    static String networkPolicy(String name) {
        return """
                apiVersion: networking.k8s.io/v1
                kind: NetworkPolicy
                metadata:
                  name: %1$s
                spec:
                  podSelector:
                    matchLabels: {app.kubernetes.io/name: %1$s}
                  policyTypes: [Ingress]
                  ingress:
                  - from:
                    - namespaceSelector:
                        matchLabels: {kubernetes.io/metadata.name: ingress}
                    ports:
                    - {port: 8080, protocol: TCP}
                """.formatted(name);
    }

    static String release(String name) {
        return """
                apiVersion: helm.toolkit.fluxcd.io/v2
                kind: HelmRelease
                metadata:
                  name: %1$s-cache
                spec:
                  interval: 1h
                  chart:
                    spec:
                      chart: redis
                      version: 20.x
                      sourceRef: {kind: HelmRepository, name: charts, namespace: flux-system}
                  values:
                    architecture: standalone
                    global: {storageClass: "${storage_class}"}
                    master:
                      persistence: {enabled: true, size: 8Gi}
                """.formatted(name);
    }
}
