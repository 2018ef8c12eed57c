<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>DeepSat</name>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>Land-cover mapping</source>
   <translation>Landbedeckung kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>Models and set-up</source>
   <translation>Modelle und Einrichtung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>The whole result as JSON</source>
   <translation>Das ganze Ergebnis als JSON</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/base.py" />
   <source>Names of classes: {}</source>
   <translation>Namen der Klassen: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Map change without labels</source>
   <translation>Veränderung ohne Labels kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>change detection,difference,before,after,fire,clearing,unsupervised</source>
   <translation>Veränderungserkennung,Differenz,vorher,nachher,Brand,Rodung,unüberwacht,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Shows where two dates of a place differ unusually, without any label. Season, sun and haze, which change a whole date, are taken out first: what half of the scene did counts as no change.

The threshold is found by itself (Otsu's method), which always finds one: where nothing has changed, the map shows noise, and clouds stand out most of all. Look at the strength, and give a threshold of your own where it is too low or too high.

It is a start for looking and labelling. “Learn change from labels” tells the change that you mean from any other.</source>
   <translation>Zeigt, wo sich zwei Zeitpunkte eines Ortes ungewöhnlich unterscheiden, ganz ohne Labels. Jahreszeit, Sonnenstand und Dunst, die ein ganzes Bild verändern, werden vorher herausgerechnet: Was die Hälfte der Szene getan hat, gilt nicht als Veränderung.

Der Schwellenwert wird selbst gefunden (Verfahren von Otsu), und zwar immer: Wo sich nichts verändert hat, zeigt die Karte Rauschen, und Wolken fallen am meisten auf. Sehen Sie sich die Stärke an, und geben Sie einen eigenen Schwellenwert an, wo er zu niedrig oder zu hoch ist.

Das ist ein Anfang zum Ansehen und Labeln. „Veränderung aus Labels lernen“ unterscheidet die Veränderung, die Sie meinen, von jeder anderen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Threshold that was used</source>
   <translation>Verwendeter Schwellenwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Change until {}</source>
   <translation>Veränderung bis {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/change_map.py" />
   <source>Strength of change until {} (%)</source>
   <translation>Stärke der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Check the environment</source>
   <translation>Umgebung prüfen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>install,set up,doctor,gpu,cuda,diagnose</source>
   <translation>installieren,einrichten,Diagnose,GPU,CUDA,doctor</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Tells whether DeepSat's worker environment is installed and whole, which versions it has and which devices really compute: each is tried with a small convolution.</source>
   <translation>Sagt, ob die Rechenumgebung von DeepSat installiert und vollständig ist, welche Versionen sie hat und welche Geräte wirklich rechnen: Jedes wird mit einer kleinen Faltung erprobt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <source>Whether DeepSat can work</source>
   <translation>Ob DeepSat arbeiten kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/check_environment.py" />
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>What was found, as text</source>
   <translation>Was gefunden wurde, als Text</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>Download a checkpoint</source>
   <translation>Checkpoint herunterladen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>weights,pre-trained,seco,mirror</source>
   <translation>Gewichte,vortrainiert,SeCo,Spiegelserver,weights,download</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>Downloads weights that others have published, verifies them by their checksum and imports them as a checkpoint, from which “Fine-tune on labels” and “Map land cover from labels” can start. This is the only algorithm of DeepSat that uses the network, and only for the file that you ask for, from where its authors published it or from the mirror that you name.

A transfer that breaks off, or is cancelled, goes on where it stopped. The proxy of QGIS (Settings &gt; Options &gt; Network) is used.

Without an output folder the checkpoint is added to your own, in {folder}, and appears in the lists of weights to start from.

Weights and their licences:
{known}</source>
   <translation>Lädt Gewichte herunter, die andere veröffentlicht haben, prüft sie an ihrer Prüfsumme und importiert sie als Checkpoint, von dem „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ ausgehen können. Nur dieser Algorithmus von DeepSat benutzt das Netz, und nur für die Datei, die Sie verlangen: von dort, wo ihre Autoren sie veröffentlicht haben, oder von dem Spiegelserver, den Sie nennen.

Eine Übertragung, die abreißt oder abgebrochen wird, geht weiter, wo sie stehen blieb. Der Proxy von QGIS (Einstellungen &gt; Optionen &gt; Netzwerk) wird verwendet.

Ohne Ausgabeordner kommt der Checkpoint zu Ihren eigenen, in {folder}, und erscheint in den Listen der Gewichte zum Anfangen.

Gewichte und ihre Lizenzen:
{known}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>What to start from it by: its name or folder</source>
   <translation>Womit man von ihm ausgeht: sein Name oder Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Evaluate a map</source>
   <translation>Eine Karte bewerten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>accuracy,validation,confusion matrix,kappa,area estimate,olofsson,sample,error</source>
   <translation>Genauigkeit,Validierung,Konfusionsmatrix,Kappa,Flächenschätzung,Olofsson,Stichprobe,Fehler,accuracy</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Tells how good a map is, as a page and as numbers (JSON beside it).

Held-out polygons or points, chosen by a person (held_out): skill with intervals. It is not the accuracy of the map, because people choose places that are easy to recognise.

Points of “Draw sample points of a map” with what is there in their field “reference” (stratified), or simple random points (simple): the accuracy of the map and the true area of each class, with 95 % intervals. Points that were answered in AcATaMa fit too: choose “Label” as class field.

A raster of classes: agreement, at boundaries and inside.

Classes are matched by name, else by their number in the raster.</source>
   <translation>Sagt, wie gut eine Karte ist, als Seite und in Zahlen (JSON daneben).

Zurückgehaltene Polygone oder Punkte, die jemand ausgewählt hat (held_out): Güte mit Intervallen. Das ist nicht die Genauigkeit der Karte, denn Menschen wählen Orte, die leicht zu erkennen sind.

Punkte aus „Stichprobenpunkte einer Karte ziehen“, in deren Feld „reference“ steht, was dort ist (stratified), oder einfache Zufallspunkte (simple): die Genauigkeit der Karte und die wahre Fläche jeder Klasse, mit 95-%-Intervallen. Punkte, die in AcATaMa beantwortet wurden, passen auch: Wählen Sie „Label“ als Klassenfeld.

Ein Raster mit Klassen: Übereinstimmung, an Grenzen und im Inneren.

Klassen werden nach ihrem Namen zugeordnet, sonst nach ihrer Nummer im Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Share of the map, or of the pixels, right (0-1)</source>
   <translation>Anteil der Karte oder der Pixel, der stimmt (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>Mean IoU (0-1), where pixels were compared</source>
   <translation>Mittlere IoU (0-1), wo Pixel verglichen wurden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/export_model.py" />
   <source>Export a model</source>
   <translation>Modell exportieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/export_model.py" />
   <source>onnx,deepness,onnxruntime,deploy,share,convert</source>
   <translation>ONNX,Deepness,onnxruntime,weitergeben,teilen,umwandeln,export</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/export_model.py" />
   <source>Writes a fine-tuned model as one ONNX file for programs that know nothing of DeepSat. It takes values as they lie in the raster, and gives the probability of each class: NoData values, scale, normalisation, network, forest and smoothing are all inside. The file tells its bands, classes, colours, resolution and tile size in its metadata.

Format “onnx” is for any program with ONNX Runtime. Format “deepness” is for the QGIS plugin Deepness, which reads 8-bit imagery: models of other imagery are refused. So are models of time series and of change.

Before the file gets its name it is compared with the model, on a raster if you name one, and the log says on which share of the pixels both have the same class. What the file leaves to the program that runs it, such as blending tiles, is in the log as well.

It needs the packages onnx and onnxruntime, which DeepSat's environment comes without: the message tells the command that installs them.</source>
   <translation>Schreibt ein trainiertes Modell als eine ONNX-Datei für Programme, die DeepSat nicht kennen. Sie nimmt Werte, wie sie im Raster liegen, und gibt die Wahrscheinlichkeit jeder Klasse: NoData-Werte, Skalierung, Normalisierung, Netz, Random Forest und Glättung sind alle darin. In ihren Metadaten nennt die Datei ihre Kanäle, Klassen, Farben, Auflösung und Kachelgröße.

Das Format „onnx“ ist für jedes Programm mit ONNX Runtime. Das Format „deepness“ ist für die QGIS-Erweiterung Deepness, die 8-Bit-Bilddaten liest: Modelle anderer Bilddaten werden abgelehnt, ebenso Modelle von Zeitreihen und von Veränderung.

Bevor die Datei ihren Namen bekommt, wird sie mit dem Modell verglichen, auf einem Raster, wenn Sie eines nennen, und das Protokoll sagt, bei welchem Anteil der Pixel beide dieselbe Klasse haben. Auch was die Datei dem Programm überlässt, das sie ausführt, etwa das Überblenden von Kacheln, steht im Protokoll.

Gebraucht werden die Pakete onnx und onnxruntime, die in der Umgebung von DeepSat nicht enthalten sind: Die Meldung nennt den Befehl, der sie installiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/export_model.py" />
   <source>Share of pixels with the same class (0-1)</source>
   <translation>Anteil der Pixel mit derselben Klasse (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>Fine-tune on labels</source>
   <translation>Mit Labels trainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>train,deep learning,segmentation,classification,land cover</source>
   <translation>trainieren,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,train</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune.py" />
   <source>Teaches a network the classes of your polygons and writes it to a model folder, which “Map with a model” reads.

A few small polygons of every class are enough to begin with; everything outside them counts as unknown, not as a class. Every polygon is held out once, to tell how well a model does that has not seen it, and to choose what the model consists of: a random forest, a network, or both; the model itself learns from all polygons.</source>
   <translation>Bringt einem Netz die Klassen Ihrer Polygone bei und schreibt es in einen Modellordner, den „Mit einem Modell kartieren“ liest.

Einige kleine Polygone jeder Klasse genügen für den Anfang; alles außerhalb gilt als unbekannt, nicht als Klasse. Jedes Polygon wird einmal zurückgehalten, um zu sagen, wie gut ein Modell ist, das es nicht gesehen hat, und um zu wählen, woraus das Modell besteht: einem Random Forest, einem Netz oder beidem; das Modell selbst lernt aus allen Polygonen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>Learn change from labels</source>
   <translation>Veränderung aus Labels lernen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>change detection,before,after,train,deep learning,clearing</source>
   <translation>Veränderungserkennung,vorher,nachher,trainieren,Deep Learning,Rodung,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/finetune_change.py" />
   <source>Learns what change is from a few polygons, and writes a model that “Map change with a model” reads.

Draw polygons where things changed between the two dates, and others where they did not; several kinds of change may be classes of their own. Draw what did not change in all its variety: fields that were only harvested, clouds and their shadows, water that stands higher.</source>
   <translation>Lernt aus wenigen Polygonen, was Veränderung ist, und schreibt ein Modell, das „Veränderung mit einem Modell kartieren“ liest.

Zeichnen Sie Polygone, wo sich zwischen den beiden Zeitpunkten etwas verändert hat, und andere, wo nicht; mehrere Arten von Veränderung können eigene Klassen sein. Zeichnen Sie das Unveränderte in seiner ganzen Vielfalt: Felder, die nur abgeerntet wurden, Wolken und ihre Schatten, höher stehendes Wasser.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Imagery</source>
   <translation>Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Imagery (rasters or folders)</source>
   <translation>Bilddaten (Raster oder Ordner)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Folder of the virtual rasters</source>
   <translation>Ordner der virtuellen Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Before</source>
   <translation>Vorher</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>After</source>
   <translation>Nachher</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Dates of the rasters, separated by commas</source>
   <translation>Aufnahmedaten der Raster (JJJJ-MM-TT), durch Kommas getrennt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Cloud masks of the rasters</source>
   <translation>Wolkenmasken der Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Pixels of the map per side of a pixel of the imagery</source>
   <translation>Pixel der Karte je Seite eines Bildpixels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Part to map</source>
   <translation>Zu kartierender Ausschnitt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Part to map as xmin, xmax, ymin, ymax, the order of QGIS, in the CRS of the raster or, such as [EPSG:4326] behind it, in another; empty for all of it.</source>
   <translation>Zu kartierender Ausschnitt als xmin, xmax, ymin, ymax, der Reihenfolge von QGIS, im KBS des Rasters oder, etwa mit [EPSG:4326] dahinter, in einem anderen; leer für das ganze.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Map only inside of these polygons</source>
   <translation>Nur innerhalb dieser Polygone kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/imagery_parameters.py" />
   <source>Raster to compare the file with the model on</source>
   <translation>Raster, auf dem die Datei mit dem Modell verglichen wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>Import a checkpoint</source>
   <translation>Checkpoint importieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>weights,pre-trained,seco,caco,torchgeo,timm,ssl4eo,moco,dino,smp,galileo</source>
   <translation>Gewichte,vortrainiert,weights,seco,caco,torchgeo,timm,ssl4eo,moco,dino,smp,galileo</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>Turns weights that others have published into a checkpoint, from which “Fine-tune on labels” and “Map land cover from labels” can start.

Known are: SeCo and CACo (Lightning files), ResNets of torchgeo, timm and torchvision, SSL4EO-S12 (MoCo, DINO) and SeCo-Eco, folders of segmentation-models-pytorch, and Galileo; files may be .ckpt, .pth, .pt or .safetensors. Of a file only numbers are read: nothing in it is run.

The log tells which weights were used, left out and adapted. A file whose weights do not all have a place is refused with the list.

Without an output folder the checkpoint is added to your own, in {}, under the name of the file, and appears in the lists of weights to start from.</source>
   <translation>Macht aus Gewichten, die andere veröffentlicht haben, einen Checkpoint, von dem „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ ausgehen können.

Bekannt sind: SeCo und CACo (Lightning-Dateien), ResNets von torchgeo, timm und torchvision, SSL4EO-S12 (MoCo, DINO) und SeCo-Eco, Ordner von segmentation-models-pytorch und Galileo; die Dateien dürfen auf .ckpt, .pth, .pt oder .safetensors enden. Aus einer Datei werden nur Zahlen gelesen: Nichts darin wird ausgeführt.

Das Protokoll sagt, welche Gewichte verwendet, weggelassen und angepasst wurden. Eine Datei, in der nicht alle Gewichte ihren Platz haben, wird mit der Liste abgelehnt.

Ohne Ausgabeordner kommt der Checkpoint zu Ihren eigenen, in {}, unter dem Namen der Datei, und erscheint in den Listen der Gewichte zum Anfangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>To start from it: CHECKPOINT={}</source>
   <translation>Um von ihm auszugehen: CHECKPOINT={}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Labels (polygons)</source>
   <translation>Labels (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Class field</source>
   <translation>Klassenfeld</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Colours of the classes, separated by semicolons (those of the label layer)</source>
   <translation>Farben der Klassen, durch Semikolons getrennt (die des Label-Layers)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Names of the classes, such as 3=water, separated by semicolons (those of the layer)</source>
   <translation>Namen der Klassen, etwa 3=Wasser, durch Semikolons getrennt (die des Layers)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Labels so far (polygons)</source>
   <translation>Bisherige Labels (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Labels (polygons or class raster; for cscl)</source>
   <translation>Labels (Polygone oder Klassenraster; für cscl)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/label_parameters.py" />
   <source>Class field (for cscl with polygons)</source>
   <translation>Klassenfeld (für cscl mit Polygonen)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>Map land cover from labels</source>
   <translation>Landbedeckung aus Labels kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>train,predict,deep learning,segmentation,classification,land cover</source>
   <translation>trainieren,vorhersagen,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,train,predict</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_from_labels.py" />
   <source>From a few labelled polygons to a land-cover map of the whole scene, in one step: “Fine-tune on labels” followed by “Map with a model”.

The model is kept and maps other scenes with the same bands. The report tells how well it does on polygons that it had not seen; that is skill on your polygons, not the accuracy of the map.</source>
   <translation>Von einigen gelabelten Polygonen zur Landbedeckungskarte der ganzen Szene, in einem Schritt: „Mit Labels trainieren“, danach „Mit einem Modell kartieren“.

Das Modell bleibt erhalten und kartiert auch andere Szenen mit denselben Kanälen. Der Bericht sagt, wie gut es auf Polygonen ist, die es nicht gesehen hatte; das ist die Güte auf Ihren Polygonen, nicht die Genauigkeit der Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Land-cover map</source>
   <translation>Landbedeckungskarte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Class probabilities</source>
   <translation>Klassenwahrscheinlichkeiten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Confidence</source>
   <translation>Konfidenz</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Entropy</source>
   <translation>Entropie</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Average over turned and mirrored views (slow)</source>
   <translation>Über gedrehte und gespiegelte Ansichten mitteln (langsam)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Precision of the network</source>
   <translation>Genauigkeit des Netzes</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Map of change</source>
   <translation>Karte der Veränderung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Threshold (0 to find it)</source>
   <translation>Schwellenwert (0, um ihn zu finden)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Strength of change</source>
   <translation>Stärke der Veränderung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Polygons of the map</source>
   <translation>Polygone der Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Smallest polygon (m²; 0 to keep all)</source>
   <translation>Kleinstes Polygon (m²; 0, um alle zu behalten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <source>Simplify borders of polygons (m; 0 for pixel edges)</source>
   <translation>Polygongrenzen vereinfachen (m; 0 für Pixelkanten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>HTML files (*.html)</source>
   <translation>HTML-Dateien (*.html)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_parameters.py" />
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons of a map</source>
   <translation>Polygone einer Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>vectorise,polygonize,sieve,minimum mapping unit,simplify,generalise,land cover</source>
   <translation>vektorisieren,polygonisieren,Mindestfläche,vereinfachen,generalisieren,Landbedeckung,sieve,polygonize</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Draws the polygons of a class map, by DeepSat or any other program. Pixels of one class that share edges are one polygon, with the fields “class”, “class_id” (the value in the raster), “colour” and “hectares” (on the ground; that of its pixels also where borders are simplified).

Smallest polygon: smaller patches go to the neighbour that they share the longest border with, the smallest first. Patches that touch NoData only stay.

Simplify borders: 0 follows the pixels exactly. One and a half pixels (15 m for pixels of 10 m) turn stairs into straight lines. Neighbours keep one common border, without gaps and overlaps, and the edge of the raster stays.

Rasters of any size are worked through in strips.</source>
   <translation>Zeichnet die Polygone einer Klassenkarte, von DeepSat oder jedem anderen Programm. Pixel einer Klasse, die gemeinsame Kanten haben, sind ein Polygon, mit den Feldern „class“, „class_id“ (Wert im Raster), „colour“ und „hectares“ (am Boden; die Fläche seiner Pixel auch dort, wo Grenzen vereinfacht sind).

Kleinstes Polygon: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen, die kleinsten zuerst. Flächen, die nur an NoData grenzen, bleiben.

Grenzen vereinfachen: 0 folgt genau den Pixeln. Anderthalb Pixel (15 m bei Pixeln von 10 m) machen aus Treppen gerade Linien. Nachbarn behalten eine gemeinsame Grenze, ohne Lücken und Überlappungen, und der Rand des Rasters bleibt.

Raster jeder Größe werden in Streifen bearbeitet.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons: {}</source>
   <translation>Polygone: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_polygons.py" />
   <source>Polygons of {}</source>
   <translation>Polygone von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Land cover of {}</source>
   <translation>Landbedeckung von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Class probabilities of {} (%)</source>
   <translation>Klassenwahrscheinlichkeiten von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Confidence of {} (%)</source>
   <translation>Konfidenz von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Entropy of {} (%)</source>
   <translation>Entropie von {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/mapping.py" />
   <source>Land cover of {} (polygons)</source>
   <translation>Landbedeckung von {} (Polygone)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>About a model or checkpoint</source>
   <translation>Über ein Modell oder einen Checkpoint</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>card,classes,bands,accuracy,describe</source>
   <translation>Modellkarte,Klassen,Kanäle,Genauigkeit,beschreiben,card</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Tells what a fine-tuned model maps and needs: its classes, the bands it was made with, how it was trained, and its skill on polygons that were kept out of training. Of a checkpoint: what it was trained on, how, and its licence.</source>
   <translation>Sagt, was ein trainiertes Modell kartiert und braucht: seine Klassen, die Kanäle, mit denen es gemacht wurde, wie es trainiert wurde und seine Güte auf Polygonen, die dem Training vorenthalten wurden. Bei einem Checkpoint: worauf er trainiert wurde, wie, und seine Lizenz.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Page</source>
   <translation>Seite</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>HTML page to write what was found to; empty for none.</source>
   <translation>HTML-Seite, in die geschrieben wird, was gefunden wurde; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Model folder</source>
   <translation>Modellordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Format</source>
   <translation>Format</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>ONNX files (*.onnx)</source>
   <translation>ONNX-Dateien (*.onnx)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Exported model</source>
   <translation>Exportiertes Modell</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Checkpoint folder</source>
   <translation>Checkpoint-Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Checkpoint folder (skip to add it to your own)</source>
   <translation>Checkpoint-Ordner (auslassen, um ihn den eigenen hinzuzufügen)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>File with the weights (or path of a folder)</source>
   <translation>Datei mit den Gewichten (oder Pfad eines Ordners)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>All files (*)</source>
   <translation>Alle Dateien (*)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>What they are</source>
   <translation>Was sie sind</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Address of a mirror</source>
   <translation>Adresse eines Spiegelservers</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_parameters.py" />
   <source>Licence and credits of the imagery</source>
   <translation>Lizenz und Nachweise der Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Number of places</source>
   <translation>Anzahl der Orte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Shape</source>
   <translation>Form</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Where to label next</source>
   <translation>Orte für neue Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Number of points</source>
   <translation>Anzahl der Punkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Points of each class</source>
   <translation>Punkte je Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Sample points</source>
   <translation>Stichprobenpunkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Reference (polygons, points, CSV or class raster)</source>
   <translation>Referenz (Polygone, Punkte, CSV oder Klassenraster)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>Class field (for sample points: reference)</source>
   <translation>Klassenfeld (bei Stichprobenpunkten: reference)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/place_parameters.py" />
   <source>How it was chosen</source>
   <translation>Wie sie gewählt wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>Map with a model</source>
   <translation>Mit einem Modell kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>predict,inference,deep learning,segmentation,classification,land cover</source>
   <translation>vorhersagen,Inferenz,Deep Learning,Segmentierung,Klassifikation,Landbedeckung,predict</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict.py" />
   <source>Maps a scene with a model that “Fine-tune on labels” has made. The scene needs the bands that the model was made with; bands are found by name or wavelength.

The map lies exactly on the pixels of the scene. Value k is class k of the model, 255 is NoData. Polygons can limit it to what lies inside of them.

Polygons of the map are written where a file is given for them; “Polygons of a map” tells about smallest polygons and simplified borders.</source>
   <translation>Kartiert eine Szene mit einem Modell, das „Mit Labels trainieren“ gemacht hat. Die Szene braucht die Kanäle, mit denen das Modell gemacht wurde; Kanäle werden am Namen oder an der Wellenlänge erkannt.

Die Karte liegt genau auf den Pixeln der Szene. Der Wert k ist die Klasse k des Modells, 255 ist NoData. Polygone können sie auf das beschränken, was in ihnen liegt.

Polygone der Karte werden geschrieben, wo eine Datei dafür angegeben ist; „Polygone einer Karte“ erklärt kleinste Polygone und vereinfachte Grenzen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Map change with a model</source>
   <translation>Veränderung mit einem Modell kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>change detection,before,after,predict,inference,deep learning</source>
   <translation>Veränderungserkennung,vorher,nachher,vorhersagen,Inferenz,Deep Learning,change detection</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Maps change between two dates with a model that “Learn change from labels” has made. Both dates need the bands that the model was made with; bands are found by name or wavelength.

The map lies exactly on the pixels of the first date. Where either date has no data, it has none.</source>
   <translation>Kartiert die Veränderung zwischen zwei Zeitpunkten mit einem Modell, das „Veränderung aus Labels lernen“ gemacht hat. Beide Zeitpunkte brauchen die Kanäle, mit denen das Modell gemacht wurde; Kanäle werden am Namen oder an der Wellenlänge erkannt.

Die Karte liegt genau auf den Pixeln des ersten Zeitpunkts. Wo einer von beiden keine Daten hat, hat auch sie keine.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Class probabilities of change until {} (%)</source>
   <translation>Klassenwahrscheinlichkeiten der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/predict_change.py" />
   <source>Confidence of change until {} (%)</source>
   <translation>Konfidenz der Veränderung bis {} (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Pre-train on imagery</source>
   <translation>Auf Bilddaten vortrainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>self-supervised,contrastive,train,checkpoint,weights,seco,embedding earth,cscl</source>
   <translation>selbstüberwacht,kontrastiv,trainieren,Checkpoint,Gewichte,SeCo,Embedding Earth,CSCL,self-supervised</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Lets a network look at much imagery without being told what it shows, and writes what it has learnt as a checkpoint. “Fine-tune on labels” and “Map land cover from labels” can start from it, and then need fewer labels.

When: you have much more imagery than labels: other places of the kind that you will map, other dates, or the rest of the scene itself.

Which method: embedding_earth compares places pixel by pixel and is made for maps; one date is enough, several are better. seco compares whole views across at least three dates. cscl sharpens the borders between classes and needs labels: polygons, a class raster, or rasters named labels or truth beside the scenes.

Imagery: rasters, or folders with rasters. Rasters of one folder with one grid are dates of one place, and so are rasters with dates that show the same ground on other grids. Dates are read from tags, file names or a table dates.csv. embedding_earth can show several dates in each of its two views, so that clouds and single days count less. Bands need names or wavelengths.

How long: an epoch goes through all imagery once. On a laptop's processor it takes about half a minute for each raster of 1000 x 1000 pixels, on a graphics card far less. Cancel whenever you like: started again with the same settings and output folder, training goes on where it stopped.

What to watch: the loss should fall. An effective rank near 1, or a uniformity near 0, says that everything looks alike to the network: give it more imagery.

A checkpoint among your own, in {}, appears in the lists of weights to start from; any other can be chosen by its folder.</source>
   <translation>Lässt ein Netz viele Bilddaten ansehen, ohne ihm zu sagen, was sie zeigen, und schreibt das Gelernte als Checkpoint. „Mit Labels trainieren“ und „Landbedeckung aus Labels kartieren“ können davon ausgehen und brauchen dann weniger Labels.

Wann: Sie haben viel mehr Bilddaten als Labels: andere Orte von der Art, die Sie kartieren werden, andere Zeitpunkte oder den Rest der Szene selbst.

Welches Verfahren: embedding_earth vergleicht Orte Pixel für Pixel und ist für Karten gemacht; ein Zeitpunkt genügt, mehrere sind besser. seco vergleicht ganze Ansichten über mindestens drei Zeitpunkte. cscl schärft die Grenzen zwischen Klassen und braucht Labels: Polygone, ein Klassenraster oder Raster mit den Namen labels oder truth neben den Szenen.

Bilddaten: Raster oder Ordner mit Rastern. Raster eines Ordners mit gleichem Gitter sind Zeitpunkte eines Ortes, ebenso Raster mit Datum, die denselben Boden auf anderen Gittern zeigen. Die Aufnahmedaten werden aus Tags, Dateinamen oder einer Tabelle dates.csv gelesen. embedding_earth kann in jeder seiner zwei Ansichten mehrere Zeitpunkte zeigen, sodass Wolken und einzelne Tage weniger zählen. Kanäle brauchen Namen oder Wellenlängen.

Wie lange: Eine Epoche geht einmal durch alle Bilddaten. Auf dem Prozessor eines Laptops dauert sie etwa eine halbe Minute für jedes Raster von 1000 x 1000 Pixeln, auf einer Grafikkarte viel weniger. Brechen Sie ab, wann Sie wollen: Mit denselben Einstellungen und demselben Ausgabeordner neu gestartet, geht das Training weiter, wo es stehen blieb.

Worauf zu achten ist: Der Verlust sollte sinken. Ein effektiver Rang nahe 1 oder eine Uniformität nahe 0 sagt, dass für das Netz alles gleich aussieht: Geben Sie ihm mehr Bilddaten.

Ein Checkpoint unter Ihren eigenen, in {}, erscheint in den Listen der Gewichte zum Anfangen; jeder andere kann über seinen Ordner gewählt werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Steps done, over all runs</source>
   <translation>Ausgeführte Schritte, über alle Läufe</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Steps planned</source>
   <translation>Geplante Schritte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Step at which this run took over; 0 for a new start</source>
   <translation>Schritt, an dem dieser Lauf übernahm; 0 bei einem neuen Anfang</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Loss at the end</source>
   <translation>Verlust am Ende</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Start again with the same settings and the output “{}” to go on where training stopped.</source>
   <translation>Starten Sie mit denselben Einstellungen und der Ausgabe „{}“ neu, damit das Training dort weitergeht, wo es stehen blieb.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Draw sample points of a map</source>
   <translation>Stichprobenpunkte einer Karte ziehen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>accuracy,validation,stratified random sample,reference,acatama,olofsson</source>
   <translation>Genauigkeit,Validierung,geschichtete Zufallsstichprobe,Referenz,AcATaMa,Olofsson,sample</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Draws random pixels in each class of a map. Say in the field “reference” of each point what is there, by name or number of the class, from better imagery or from the field, without looking at the map; then “Evaluate a map” with the design stratified gives the accuracy of the map and the true area of each class, with intervals.

How many: about 50 points a class, and 300 to 600 in all, are usual. Points come in random order, so that those answered so far are a sample too.

GeoPackage or CSV, as the ending of the file says. AcATaMa reads both as its sampling file.</source>
   <translation>Zieht zufällige Pixel in jeder Klasse einer Karte. Tragen Sie im Feld „reference“ jedes Punktes ein, was dort ist, als Name oder Nummer der Klasse, nach besseren Bilddaten oder im Gelände, ohne auf die Karte zu sehen; dann nennt „Eine Karte bewerten“ mit dem Entwurf stratified die Genauigkeit der Karte und die wahre Fläche jeder Klasse, mit Intervallen.

Wie viele: Üblich sind etwa 50 Punkte je Klasse und 300 bis 600 insgesamt. Die Punkte kommen in zufälliger Reihenfolge, so dass auch die bisher beantworteten eine Stichprobe sind.

GeoPackage oder CSV, je nach Endung der Datei. AcATaMa liest beide als Stichprobendatei.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Sample points of {}</source>
   <translation>Stichprobenpunkte von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>Stack bands of a product</source>
   <translation>Kanäle eines Produkts stapeln</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>sentinel,landsat,safe,jp2,merge,band set,composite,virtual raster,vrt</source>
   <translation>sentinel,landsat,safe,jp2,zusammenfügen,kanäle,bänder,komposit,virtuelles raster,vrt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>Puts the bands of a Sentinel-2 or Landsat product, or files of single bands, together in one virtual raster (.vrt), which QGIS and any other program with GDAL opens. Nothing is copied or unpacked: the files must stay where they are.

Bands have their names and wavelengths, and reflectance as scale and offset where the metadata tell it. Coarser bands are resampled to the finest. The cloud mask, such as SCL or QA_PIXEL, is the last band: DeepSat hides what is cloudy there.

DeepSat's other algorithms take products as they are; this one is for looking at them, for drawing labels on them, and for other programs. QGIS shows the rasters once they are made, in natural colours where their wavelengths are known.</source>
   <translation>Fügt die Kanäle eines Produkts von Sentinel-2 oder Landsat, oder Dateien einzelner Kanäle, zu einem virtuellen Raster (.vrt) zusammen, das QGIS und jedes andere Programm mit GDAL öffnet. Nichts wird kopiert oder entpackt: Die Dateien müssen bleiben, wo sie sind.

Die Kanäle haben ihre Namen und Wellenlängen, und die Reflexion als Maßstab und Versatz, wo die Metadaten sie nennen. Gröbere Kanäle werden auf die feinsten umgerechnet. Die Wolkenmaske, etwa SCL oder QA_PIXEL, ist der letzte Kanal: DeepSat blendet aus, was dort bewölkt ist.

Die anderen Algorithmen von DeepSat nehmen Produkte, wie sie sind; dieser ist da, um sie anzusehen, um Labels darauf zu zeichnen und für andere Programme. QGIS zeigt die Raster, sobald sie da sind, in natürlichen Farben, wo ihre Wellenlängen bekannt sind.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>Add the rasters to the project</source>
   <translation>Raster dem Projekt hinzufügen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>Shows the rasters in QGIS once they are made; nothing is shown where there is no project.</source>
   <translation>Zeigt die Raster in QGIS, sobald sie da sind; wo kein Projekt ist, wird nichts gezeigt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/stack_bands.py" />
   <source>Virtual rasters</source>
   <translation>Virtuelle Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Suggest where to label next</source>
   <translation>Orte für neue Labels vorschlagen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>active learning,uncertainty,labels,polygons,sampling,next</source>
   <translation>aktives Lernen,Unsicherheit,Labels,Polygone,Stichprobe,nächste,active learning</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Ranks places where a label would help a model most: where it wavers between classes, and where no polygon resembles what is there, each counted by how much of the scene looks like it. Places keep away from each other, from missing data and from what is labelled already.

Each place has a rank, a reason in words, the class that the model takes it for, and an empty field “class”: fill it in where you know the class, and copy the boxes to your labels. Skip a box that shows several classes. Then fine-tune again, and ask for the next places with all labels as LABELS.</source>
   <translation>Ordnet Orte, an denen ein Label einem Modell am meisten helfen würde: wo es zwischen Klassen schwankt und wo kein Polygon dem gleicht, was dort ist, jeweils gewichtet danach, wie viel von der Szene so aussieht. Die Orte halten Abstand voneinander, von fehlenden Daten und von dem, was schon gelabelt ist.

Jeder Ort hat einen Rang, eine Begründung in Worten, die Klasse, für die das Modell ihn hält, und ein leeres Feld „class“: Füllen Sie es aus, wo Sie die Klasse kennen, und kopieren Sie die Kästchen zu Ihren Labels. Lassen Sie ein Kästchen aus, das mehrere Klassen zeigt. Trainieren Sie dann neu, und fragen Sie mit allen Labels als LABELS nach den nächsten Orten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/suggest_labels.py" />
   <source>Where to label next in {}</source>
   <translation>Orte für neue Labels in {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training.py" />
   <source>Mean IoU on held-out polygons (0-1)</source>
   <translation>Mittlere IoU auf zurückgehaltenen Polygonen (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training.py" />
   <source>Share of held-out pixels that got their class (0-1)</source>
   <translation>Anteil der zurückgehaltenen Pixel, die ihre Klasse bekamen (0-1)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <source>Weights to start from</source>
   <translation>Gewichte, von denen ausgegangen wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Method</source>
   <translation>Verfahren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <source>Epochs (times to go through the imagery)</source>
   <translation>Epochen (Durchgänge durch die Bilddaten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <source>Dates of each view</source>
   <translation>Zeitpunkte je Ansicht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Loss</source>
   <translation>Verlustfunktion</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <source>Longest time to pre-train (minutes; 0 for no limit)</source>
   <translation>Längste Zeit für das Vortraining (Minuten; 0 ohne Grenze)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/training_parameters.py" />
   <source>Longest time to fine-tune (minutes)</source>
   <translation>Längste Zeit für das Training (Minuten)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/worker_run.py" />
   <source>Device: {name} ({device})</source>
   <translation>Gerät: {name} ({device})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/band_words.py" />
   <source>Bands: {}</source>
   <translation>Kanäle: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/band_words.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>{} to {} nm</source>
   <translation>{} bis {} nm</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/band_words.py" />
   <source>{count} bands, {ends}</source>
   <translation>{count} Kanäle, {ends}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/band_words.py" />
   <source>{names} and {count} more</source>
   <translation>{names} und {count} weitere</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/band_words.py" />
   <source>{} nm</source>
   <translation>{} nm</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Pre-training</source>
   <translation>Vortraining</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Description</source>
   <translation>Beschreibung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Trained parts</source>
   <translation>Trainierte Teile</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Started from</source>
   <translation>Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Licence and credits</source>
   <translation>Lizenz und Nachweise</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>not given</source>
   <translation>nicht angegeben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>Steps</source>
   <translation>Schritte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoint_page.py" />
   <source>At the end: {}</source>
   <translation>Am Ende: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>DeepSat</source>
   <translation>DeepSat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>4 Result</source>
   <translation>4 Ergebnis</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>3 Start from</source>
   <translation>3 Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>Cancelled; nothing was added to the project.</source>
   <translation>Abgebrochen; dem Projekt wurde nichts hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>DeepSat is not set up yet.</source>
   <translation>DeepSat ist noch nicht eingerichtet.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>The set-up was cancelled. What was downloaded is kept for the next time.</source>
   <translation>Die Einrichtung wurde abgebrochen. Was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/dock.py" />
   <source>DeepSat must be set up first.</source>
   <translation>DeepSat muss zuerst eingerichtet werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>Starting the worker…</source>
   <translation>Der Rechenprozess startet…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Environment…</source>
   <translation>Umgebung…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>What DeepSat computes with: check, install or repair it.</source>
   <translation>Womit DeepSat rechnet: prüfen, installieren oder reparieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>Device: {}</source>
   <translation>Gerät: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>Results go to {}.</source>
   <translation>Ergebnisse kommen nach {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>Results go to {}, which may be emptied: save the project to keep them beside it.</source>
   <translation>Ergebnisse kommen nach {}, was geleert werden kann: Speichern Sie das Projekt, dann bleiben sie daneben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/foot.py" />
   <source>Results from before it was saved are still in {}, which may be emptied: copy what matters.</source>
   <translation>Ergebnisse aus der Zeit, bevor es gespeichert wurde, liegen noch in {}, was geleert werden kann: Kopieren Sie, was wichtig ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>Draw or load a polygon layer with a few polygons of each class.</source>
   <translation>Zeichnen oder laden Sie einen Polygonlayer mit einigen Polygonen jeder Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>Choose the field that names the class of each polygon.</source>
   <translation>Wählen Sie das Feld, das die Klasse jedes Polygons nennt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>The label layer needs a field that names the class of each polygon.</source>
   <translation>Der Label-Layer braucht ein Feld, das die Klasse jedes Polygons nennt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>Nobody knows where the labels lie: right-click the layer, Layer CRS &gt; Set Layer CRS….</source>
   <translation>Niemand weiß, wo die Labels liegen: Rechtsklick auf den Layer, Layer-KBS &gt; Layer-KBS setzen….</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>1 Imagery</source>
   <translation>1 Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/form.py" />
   <source>2 Labels</source>
   <translation>2 Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/bands_said.py" />
   <source>Left out, being marked as bad: {}.</source>
   <translation>Weggelassen, weil als schlecht gekennzeichnet: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/bands_said.py" />
   <source>Left out, having no data on parts of the image: {}.</source>
   <translation>Weggelassen, weil auf Teilen des Bildes ohne Daten: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>More dates</source>
   <translation>Weitere Zeitpunkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>More dates… Add a raster of this place from another date: several tell crops and forests apart. </source>
   <translation>Weitere Zeitpunkte… Ein Raster dieses Ortes von einem anderen Datum hinzufügen: Mehrere unterscheiden Feldfrüchte und Wälder. </translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>A raster beside this one is added in the same way.</source>
   <translation>Ein Raster neben diesem wird ebenso hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Open a product</source>
   <translation>Produkt öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Open a product… Sentinel-2 or Landsat as downloaded, or a folder of bands: all bands become one layer.</source>
   <translation>Produkt öffnen … Sentinel-2 oder Landsat wie heruntergeladen, oder ein Ordner mit Kanälen: Alle Kanäle werden ein Layer.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Open the sample scene</source>
   <translation>Beispielszene öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Load a satellite image or another raster to begin, or open a product or the sample scene.</source>
   <translation>Laden Sie zuerst ein Satellitenbild oder ein anderes Raster, oder öffnen Sie ein Produkt oder die Beispielszene.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>This imagery cannot be mapped as it is: see section 1.</source>
   <translation>Diese Bilddaten können so nicht kartiert werden: siehe Abschnitt 1.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>These rasters do not go together yet: see section 1.</source>
   <translation>Diese Raster passen noch nicht zusammen: siehe Abschnitt 1.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Raster to map. It needs a coordinate reference system and north on top.</source>
   <translation>Zu kartierendes Raster. Es braucht ein Koordinatenbezugssystem, und Norden muss oben sein.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>&amp;Imagery</source>
   <translation>&amp;Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/imagery_section.py" />
   <source>Imagery and polygons that come with DeepSat, to try it with: Raleigh, North Carolina, in 2000.</source>
   <translation>Bilddaten und Polygone, die DeepSat zum Ausprobieren mitbringt: Raleigh, North Carolina, im Jahr 2000.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_choice.py" />
   <source>&amp;Folder of a product, of bands or of dates…</source>
   <translation>&amp;Ordner eines Produkts, von Kanälen oder von Terminen …</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_choice.py" />
   <source>&amp;Archive or metadata of a product…</source>
   <translation>&amp;Archiv oder Metadaten eines Produkts …</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_choice.py" />
   <source>Folder of a product, of bands or of dates</source>
   <translation>Ordner eines Produkts, von Kanälen oder von Terminen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_choice.py" />
   <source>Products ({})</source>
   <translation>Produkte ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_choice.py" />
   <source>Archive or metadata of a product</source>
   <translation>Archiv oder Metadaten eines Produkts</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>Opening “{name}”</source>
   <translation>„{name}“ wird geöffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>The layers lie in a temporary folder: save the project and open the folder again to keep them.</source>
   <translation>Die Layer liegen in einem temporären Ordner: Speichern Sie das Projekt und öffnen Sie den Ordner noch einmal, um sie zu behalten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>The layer lies in a temporary folder: save the project and open the product again to keep it.</source>
   <translation>Der Layer liegt in einem temporären Ordner: Speichern Sie das Projekt und öffnen Sie das Produkt noch einmal, um ihn zu behalten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>“{name}” is the imagery now.</source>
   <translation>Die Bilddaten sind jetzt „{name}“.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>{} rasters are the imagery now.</source>
   <translation>Die Bilddaten sind jetzt {} Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/product_opening.py" />
   <source>{dates}, are the imagery now.</source>
   <translation>Die Bilddaten sind jetzt {dates}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Cloud mask…</source>
   <translation>Wolkenmaske…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Remove date</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Raster</source>
   <translation>Raster</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Clouds</source>
   <translation>Wolken</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Dates of the time series</source>
   <translation>Zeitpunkte der Zeitreihe</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>F2 or a double click changes a date, Del removes a raster.</source>
   <translation>F2 oder ein Doppelklick ändert ein Datum, Entf entfernt ein Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>A raster that is not 0 where clouds hide the ground at this date; such pixels are filled in time.</source>
   <translation>Ein Raster, das nicht 0 ist, wo Wolken zu diesem Zeitpunkt den Boden verdecken; solche Pixel werden aus anderen Zeitpunkten gefüllt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Cloud mask</source>
   <translation>Wolkenmaske</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Take the chosen raster out of the series; the layer stays in the project.</source>
   <translation>Das gewählte Raster aus der Zeitreihe nehmen; der Layer bleibt im Projekt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>All {} rasters of this place</source>
   <translation>Alle {} Raster dieses Orts</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Load more rasters of this place first</source>
   <translation>Laden Sie zuerst weitere Raster dieses Ortes</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>For {} dates, the mask of the same day</source>
   <translation>Für {} Zeitpunkte die Maske desselben Tages</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>No mask</source>
   <translation>Keine Maske</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Load the cloud masks into QGIS first</source>
   <translation>Laden Sie zuerst die Wolkenmasken in QGIS</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>Remove all other dates</source>
   <translation>Alle anderen Zeitpunkte entfernen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/imagery/series_table.py" />
   <source>No cloud mask; a double click chooses one.</source>
   <translation>Keine Wolkenmaske; ein Doppelklick wählt eine.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_actions.py" />
   <source>Colour of “{}”</source>
   <translation>Farbe von „{}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_menu.py" />
   <source>&amp;Rename	F2</source>
   <translation>&amp;Umbenennen	F2</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_menu.py" />
   <source>&amp;Colour…</source>
   <translation>&amp;Farbe…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_menu.py" />
   <source>&amp;Merge into</source>
   <translation>&amp;Zusammenführen mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_menu.py" />
   <source>&amp;Delete with its polygons	Del</source>
   <translation>&amp;Löschen, samt Polygonen	Entf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Add class</source>
   <translation>Klasse hinzufügen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Add a class of this name.</source>
   <translation>Eine Klasse dieses Namens hinzufügen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Change class</source>
   <translation>Klasse ändern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Rename the chosen class, change its colour, merge it into another or delete it.</source>
   <translation>Die gewählte Klasse umbenennen, umfärben, mit einer anderen zusammenführen oder löschen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>New class, such as water</source>
   <translation>Neue Klasse, etwa Wasser</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Name of a new class</source>
   <translation>Name einer neuen Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_panel.py" />
   <source>Type a name and press Enter to add a class.</source>
   <translation>Tippen Sie einen Namen, und drücken Sie die Eingabetaste, um eine Klasse hinzuzufügen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Key</source>
   <translation>Taste</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Press this key to draw the class; double-click for its colour.</source>
   <translation>Drücken Sie diese Taste, um die Klasse zu zeichnen; Doppelklick für ihre Farbe.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Name of the class, as the map will call it.</source>
   <translation>Name der Klasse, wie ihn die Karte verwenden wird.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Polygons of the class. Three or more let DeepSat tell how well it does.</source>
   <translation>Polygone der Klasse. Ab dreien kann DeepSat sagen, wie gut es ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Labelled pixels of the class; of large polygons by their area. A dash where imagery is missing, or imagery or labels have no CRS.</source>
   <translation>Gelabelte Pixel der Klasse; bei großen Polygonen nach ihrer Fläche. Ein Strich, wo Bilddaten fehlen, oder wo Bilddaten oder Labels kein KBS haben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>“{name}”: {polygons} polygons, {pixels} pixels, colour {colour}</source>
   <translation>„{name}“: {polygons} Polygone, {pixels} Pixel, Farbe {colour}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>{described}; the field holds {value}</source>
   <translation>{described}; im Feld steht {value}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <source>Digits choose the class to draw, F2 renames, Del deletes, Enter draws, the menu key offers more.</source>
   <translation>Ziffern wählen die zu zeichnende Klasse, F2 benennt um, Entf löscht, die Eingabetaste zeichnet, die Menütaste bietet mehr.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/class_table.py" />
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <location filename="../../deepsat_qgis/layers/style_changes.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Classes</source>
   <translation>Klassen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Draw a polygon</source>
   <translation>Ein Polygon zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Click corner by corner; a right click ends the polygon. Snapping and tracing are those of QGIS.</source>
   <translation>Klicken Sie Ecke für Ecke; ein Rechtsklick beendet das Polygon. Einrasten und Spurverfolgung sind die von QGIS.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Draw a rectangle</source>
   <translation>Ein Rechteck zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Drag from corner to corner. With Ctrl it erases.</source>
   <translation>Ziehen Sie von Ecke zu Ecke. Mit Strg wird radiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Paint with a brush</source>
   <translation>Mit dem Pinsel malen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Drag to paint a polygon as wide as the brush. With Ctrl it erases.</source>
   <translation>Ziehen Sie, um ein Polygon von der Breite des Pinsels zu malen. Mit Strg wird radiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Grow a region</source>
   <translation>Fläche wachsen lassen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Press on a pixel and drag: the farther, the more pixels like it join. With Ctrl it erases.</source>
   <translation>Auf ein Pixel drücken und ziehen: je weiter, desto mehr ähnliche Pixel kommen dazu. Mit Strg wird gelöscht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Edit vertices</source>
   <translation>Stützpunkte bearbeiten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Move corners with the vertex tool of QGIS.</source>
   <translation>Ecken mit dem Knotenwerkzeug von QGIS verschieben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Undo the last edit of the labels.</source>
   <translation>Die letzte Änderung der Labels rückgängig machen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Redo</source>
   <translation>Wiederholen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Redo what was undone.</source>
   <translation>Wiederholen, was rückgängig gemacht wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Undo: {}</source>
   <translation>Rückgängig: {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source> px</source>
   <translation> px</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Width of the brush</source>
   <translation>Breite des Pinsels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/drawing_bar.py" />
   <source>Width of the brush in pixels of the imagery.</source>
   <translation>Breite des Pinsels in Pixeln des Bildes.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>New label layer</source>
   <translation>Neuer Label-Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>New label layer: a GeoPackage in the CRS of the imagery, styled by class.</source>
   <translation>Neuer Label-Layer: ein GeoPackage im KBS der Bilddaten, nach Klassen gefärbt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>&amp;Class field</source>
   <translation>&amp;Klassenfeld</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Labels</source>
   <translation>Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Polygon layer with a few polygons of each class; unsaved edits count.</source>
   <translation>Polygonlayer mit einigen Polygonen jeder Klasse; nicht gespeicherte Änderungen zählen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Choose a field…</source>
   <translation>Feld wählen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Field that names the class of each polygon, as text or whole number.</source>
   <translation>Feld, das die Klasse jedes Polygons nennt, als Text oder ganze Zahl.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Learn from the selected polygons and ignore the others.</source>
   <translation>Aus den gewählten Polygonen lernen und die anderen ignorieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>La&amp;bels</source>
   <translation>&amp;Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Selected polygons only ({})</source>
   <translation>Nur gewählte Polygone ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_choice.py" />
   <source>Selected polygons only</source>
   <translation>Nur gewählte Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Name a class to begin.</source>
   <translation>Benennen Sie eine Klasse, um anzufangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Drawing “{}”: click corners, right-click to end. Digits change the class.</source>
   <translation>„{}“ wird gezeichnet: Ecken anklicken, Rechtsklick beendet. Ziffern wechseln die Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Drawing “{}”: drag; with Ctrl to erase. Digits change the class.</source>
   <translation>„{}“ wird gezeichnet: ziehen; mit Strg radieren. Ziffern wechseln die Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Draw polygons of at least two classes: choose a class and a tool, or press its digit.</source>
   <translation>Zeichnen Sie Polygone von mindestens zwei Klassen: Wählen Sie eine Klasse und ein Werkzeug, oder drücken Sie ihre Ziffer.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Unsaved edits; a run uses them.</source>
   <translation>Nicht gespeicherte Änderungen; ein Lauf verwendet sie.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>This layer is lost when QGIS closes: right-click it and choose Make Permanent….</source>
   <translation>Dieser Layer geht verloren, wenn QGIS schließt: Wählen Sie nach einem Rechtsklick „Permanent machen…“.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>All edits are saved.</source>
   <translation>Alle Änderungen sind gespeichert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>All polygons lie outside the imagery: choose imagery of this place, or check the CRS of the labels.</source>
   <translation>Alle Polygone liegen außerhalb der Bilddaten: Wählen Sie Bilddaten dieses Orts, oder prüfen Sie das KBS der Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>Nearly every polygon is a class of its own, {} in all: does another field name the classes?</source>
   <translation>Fast jedes Polygon ist eine eigene Klasse, insgesamt {}: Nennt ein anderes Feld die Klassen?</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>{value} and {other} are both called “{name}”: the map will have one class of them.</source>
   <translation>{value} und {other} heißen beide „{name}“: In der Karte werden sie eine Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/label_words.py" />
   <source>“{name}” has the colour of “{other}”: the map will give it another.</source>
   <translation>„{name}“ hat die Farbe von „{other}“: Die Karte gibt ihr eine andere.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/labels_section.py" />
   <source>Save labels</source>
   <translation>Labels speichern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/labels_section.py" />
   <source>Colour the layer by class</source>
   <translation>Layer nach Klassen färben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/labels_section.py" />
   <source>Write the edits of the label layer to its file; drawing goes on.</source>
   <translation>Schreibt die Änderungen des Label-Layers in seine Datei; das Zeichnen geht weiter.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/labels_section.py" />
   <source>Draw the label layer in the colours of this table. The map gets the same colours.</source>
   <translation>Zeichnet den Label-Layer in den Farben dieser Tabelle. Die Karte bekommt dieselben Farben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/new_labels.py" />
   <source>Save the new labels as</source>
   <translation>Neue Labels speichern unter</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/new_labels.py" />
   <source>GeoPackage (*.gpkg)</source>
   <translation>GeoPackage (*.gpkg)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/problem_list.py" />
   <source>Click a problem to see its place on the map; Enter does the same.</source>
   <translation>Klicken Sie ein Problem an, um seine Stelle auf der Karte zu sehen; die Eingabetaste tut dasselbe.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/problem_list.py" />
   <source>Problems of the labels</source>
   <translation>Probleme der Labels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/problem_list.py" />
   <source>1 problem; it does not stop a run:</source>
   <translation>1 Problem; es verhindert keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/problem_list.py" />
   <source>{count} problems, of which {listed} are listed; they do not stop a run:</source>
   <translation>{count} Probleme, davon {listed} aufgeführt; sie verhindern keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/problem_list.py" />
   <source>{} problems; they do not stop a run:</source>
   <translation>{} Probleme; sie verhindern keinen Lauf:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/labels/region_tool.py" />
   <source>There is no imagery here for a region to grow in.</source>
   <translation>Hier liegt kein Bild, in dem eine Fläche wachsen könnte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Apply to another raster</source>
   <translation>Auf ein anderes Raster anwenden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Maps rasters with the model of “{}”. They need the same bands.</source>
   <translation>Kartiert Raster mit dem Modell von „{}“. Sie brauchen dieselben Kanäle.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>&amp;Layer</source>
   <translation>&amp;Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>&amp;Files</source>
   <translation>&amp;Dateien</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>F&amp;older</source>
   <translation>&amp;Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>&amp;Polygons too</source>
   <translation>Auch &amp;Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>The model knows {count} dates: all rasters are mapped together, as dates of one place.</source>
   <translation>Das Modell kennt {count} Zeitpunkte: Alle Raster werden zusammen kartiert, als Zeitpunkte eines Ortes.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>⚠ The model knows {count} dates, and this is one image: it is repeated for all of them, and the map may be wrong. Choose the files or the folder of several dates, or first put their layers together with “More dates” in the panel.</source>
   <translation>⚠ Das Modell kennt {count} Zeitpunkte, und dies ist ein einzelnes Bild: Es wird für alle wiederholt, und die Karte kann falsch sein. Wählen Sie die Dateien oder den Ordner mehrerer Zeitpunkte, oder fügen Sie deren Layer zuerst im DeepSat-Fenster mit „Weitere Zeitpunkte“ zusammen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>The model knows {count} dates: the {images} images that are chosen in the panel are mapped together, as dates of one place.</source>
   <translation>Das Modell kennt {count} Zeitpunkte: Die {images} Bilder, die im DeepSat-Fenster gewählt sind, werden zusammen kartiert, als Zeitpunkte eines Ortes.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Layer</source>
   <translation>Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Raster layer of this project.</source>
   <translation>Rasterlayer dieses Projekts.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Rasters ({})</source>
   <translation>Raster ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Raster files; they are mapped one after the other, files of the bands of one image together.</source>
   <translation>Rasterdateien; sie werden nacheinander kartiert, Dateien der Kanäle eines Bildes zusammen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Raster files of all dates of a place, which become one map.</source>
   <translation>Rasterdateien aller Zeitpunkte eines Ortes; aus ihnen wird eine Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Files</source>
   <translation>Dateien</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Every image in it is mapped, one after the other; it may be the folder of a product.</source>
   <translation>Jedes Bild darin wird kartiert, eines nach dem anderen; es darf der Ordner eines Produkts sein.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>All rasters in it, or in the folders in it, are dates of a place, which become one map.</source>
   <translation>Alle Raster darin, oder in den Ordnern darin, sind Zeitpunkte eines Ortes; aus ihnen wird eine Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Folder</source>
   <translation>Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Also writes the borders of the map as polygons, into a GeoPackage.</source>
   <translation>Schreibt auch die Grenzen der Karte als Polygone in ein GeoPackage.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Map</source>
   <translation>Kartieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <location filename="../../deepsat_qgis/dock/widgets/progress_line.py" />
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <source>Mapping “{raster}”{place}</source>
   <translation>„{raster}“ wird kartiert{place}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <source> ({} of {})</source>
   <translation> ({} von {})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/exporting.py" />
   <source>Exporting “{name}”</source>
   <translation>„{name}“ wird exportiert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/exporting.py" />
   <source>ONNX for any program (*.onnx)</source>
   <translation>ONNX für jedes Programm (*.onnx)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/exporting.py" />
   <source>ONNX for Deepness, 8-bit imagery (*.onnx)</source>
   <translation>ONNX für Deepness, 8-Bit-Bilddaten (*.onnx)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/exporting.py" />
   <source>Export the model</source>
   <translation>Modell exportieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_actions.py" />
   <source>Save the model</source>
   <translation>Modell sichern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_actions.py" />
   <source>Name of the model</source>
   <translation>Name des Modells</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_actions.py" />
   <source>The model is kept as “{}”.</source>
   <translation>Das Modell bleibt als „{}“ erhalten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_actions.py" />
   <source>“{name}” is the model of {made} again.</source>
   <translation>„{name}“ ist wieder das Modell von {made}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_actions.py" />
   <source>“{name}” is written.</source>
   <translation>„{name}“ ist geschrieben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Models</source>
   <translation>Modelle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>&amp;Apply to a raster…</source>
   <translation>Auf Raster &amp;anwenden…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>&amp;Export…</source>
   <translation>&amp;Exportieren…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>&amp;Rename…</source>
   <translation>&amp;Umbenennen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>&amp;Undo its last training</source>
   <translation>Letztes Training &amp;zurücknehmen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Open &amp;folder</source>
   <translation>&amp;Ordner öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>&amp;Delete…</source>
   <translation>&amp;Löschen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Scores are those on polygons that each model had not seen, and compare only where these are the same.</source>
   <translation>Die Werte gelten für Polygone, die das jeweilige Modell nicht gesehen hatte, und sind nur vergleichbar, wo diese dieselben sind.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>There is no model yet: finetune one on your labels.</source>
   <translation>Es gibt noch kein Modell: Trainieren Sie eines mit Ihren Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Wait until the job is done.</source>
   <translation>Warten Sie, bis die laufende Aufgabe erledigt ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Rename the model</source>
   <translation>Modell umbenennen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Delete the model</source>
   <translation>Modell löschen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Delete the model of “{name}” from the disk? Its map stays, but nothing can be mapped with the model any more.

{folder}</source>
   <translation>Das Modell von „{name}“ vom Datenträger löschen? Seine Karte bleibt, aber mit dem Modell kann dann nichts mehr kartiert werden.

{folder}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Card of the selected model</source>
   <translation>Beschreibung des gewählten Modells</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Maps another raster with the selected model.</source>
   <translation>Kartiert ein anderes Raster mit dem gewählten Modell.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Writes the selected model as an ONNX file, for programs other than DeepSat.</source>
   <translation>Schreibt das gewählte Modell als ONNX-Datei, für andere Programme als DeepSat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Gives the selected model another name.</source>
   <translation>Gibt dem gewählten Modell einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Gives its place back to the model that it replaced; again, to redo it.</source>
   <translation>Gibt dem Modell, das es ersetzt hat, seinen Platz zurück; noch einmal, um das rückgängig zu machen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Shows the files of the selected model.</source>
   <translation>Zeigt die Dateien des gewählten Modells.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Removes the selected model from the disk, after asking.</source>
   <translation>Entfernt das gewählte Modell nach einer Rückfrage vom Datenträger.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Mean IoU</source>
   <translation>Mittlere IoU</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Pixels right</source>
   <translation>Pixel richtig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Scene</source>
   <translation>Szene</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/model_manager.py" />
   <source>Made (UTC)</source>
   <translation>Erstellt (UTC)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/restoring.py" />
   <source>Restoring the model before “{name}”</source>
   <translation>Das Modell vor „{name}“ wird wiederhergestellt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>“{name}” is no longer interrupted: another window has finished or discarded it.</source>
   <translation>„{name}“ ist nicht mehr unterbrochen: Ein anderes Fenster hat den Lauf beendet oder verworfen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>“{name}” goes on in another window.</source>
   <translation>„{name}“ läuft in einem anderen Fenster weiter.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>“{name}”: {doubts}</source>
   <translation>„{name}“: {doubts}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>{count} places to label next are in the layer “Where to label next”, the most useful first: {reason}. Draw labels there, or fill in the field “class” of the boxes.</source>
   <translation>{count} Orte für neue Labels sind im Layer „Orte für neue Labels“, die nützlichsten zuerst: {reason}. Zeichnen Sie dort Labels, oder füllen Sie das Feld „class“ der Kästchen aus.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/panel.py" />
   <source>The run was interrupted with its project. Open that project again to go on with it.</source>
   <translation>Der Lauf wurde mit seinem Projekt unterbrochen. Öffnen Sie dieses Projekt wieder, um ihn fortzusetzen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Area</source>
   <translation>Fläche</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Share</source>
   <translation>Anteil</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Area of each class</source>
   <translation>Fläche jeder Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Counted from the pixels of the map, with its errors. For areas with their uncertainty, draw sample points and evaluate the map (both are in the toolbox).</source>
   <translation>Aus den Pixeln der Karte gezählt, samt ihren Fehlern. Für Flächen mit ihrer Unsicherheit ziehen Sie Stichprobenpunkte und bewerten Sie die Karte (beides in den Verarbeitungswerkzeugen).</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Area (ha)</source>
   <translation>Fläche (ha)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>Share (%)</source>
   <translation>Anteil (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/area_table.py" />
   <source>{:,} pixels</source>
   <translation>{:,} Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>Is the class right, and right everywhere in the polygon? If so, draw more polygons that look like it. Click a line to see its place on the map; Enter does the same.</source>
   <translation>Stimmt die Klasse, und überall im Polygon? Wenn ja, zeichnen Sie mehr Polygone, die so aussehen. Ein Klick auf eine Zeile zeigt den Ort auf der Karte; Enter auch.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>Polygons to look at again</source>
   <translation>Polygone zum Nachsehen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>{count} polygons are taken for another class; look at these {listed} again:</source>
   <translation>{count} Polygone werden für eine andere Klasse gehalten; sehen Sie sich diese {listed} noch einmal an:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>1 polygon is taken for another class; look at it again:</source>
   <translation>1 Polygon wird für eine andere Klasse gehalten; sehen Sie es noch einmal an:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>{} polygons are taken for another class; look at them again:</source>
   <translation>{} Polygone werden für eine andere Klasse gehalten; sehen Sie sie noch einmal an:</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/doubtful_list.py" />
   <source>{name} → {other}: {share} of {pixels} px</source>
   <translation>{name} → {other}: {share} von {pixels} px</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Show map</source>
   <translation>Karte zeigen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Swipe</source>
   <translation>Vergleichen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>&amp;Opacity</source>
   <translation>&amp;Deckkraft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Add the map to the project</source>
   <translation>Die Karte zum Projekt hinzufügen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Shows or hides the layers of this run, to compare the map with the image. Key: F8.</source>
   <translation>Zeigt oder verbirgt die Layer dieses Laufs, um die Karte mit dem Bild zu vergleichen. Taste: F8.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Drag a line across the map: left of it is the image, right of it the map. Esc ends it.</source>
   <translation>Ziehen Sie eine Linie über die Karte: Links von ihr ist das Bild, rechts die Karte. Esc beendet es.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>Opacity of the map</source>
   <translation>Deckkraft der Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>How strongly the map covers the image, in per cent.</source>
   <translation>Wie stark die Karte das Bild verdeckt, in Prozent.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/map_view.py" />
   <source>The layers of this map are not in the project; its files are there.</source>
   <translation>Die Layer dieser Karte sind nicht im Projekt; ihre Dateien sind da.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Apply to another raster…</source>
   <translation>Auf anderes Raster anwenden…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>As polygons</source>
   <translation>Als Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Copy areas</source>
   <translation>Flächen kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Open report</source>
   <translation>Bericht öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Open folder</source>
   <translation>Ordner öffnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Save model…</source>
   <translation>Modell sichern…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Models…</source>
   <translation>Modelle…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>“{name}” is ready, after {time}.</source>
   <translation>„{name}“ ist fertig, nach {time}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Go back to an earlier map, or forward again; its layers are shown.</source>
   <translation>Zurück zu einer früheren Karte oder wieder vor; ihre Layer werden gezeigt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Ranks ten places where a label would help this model most.</source>
   <translation>Ordnet zehn Orte, an denen ein Label diesem Modell am meisten helfen würde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Maps another raster, or a folder of rasters, with this model.</source>
   <translation>Kartiert ein anderes Raster oder einen Ordner mit Rastern mit diesem Modell.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Draws the map as polygons along its pixels; the toolbox can simplify them.</source>
   <translation>Zeichnet die Karte als Polygone entlang ihrer Pixel; die Verarbeitungswerkzeuge können sie vereinfachen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Copies the table of areas, for a spreadsheet.</source>
   <translation>Kopiert die Tabelle der Flächen, für eine Tabellenkalkulation.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Accuracy on held-out polygons class by class, training curve and settings.</source>
   <translation>Genauigkeit auf zurückgehaltenen Polygonen je Klasse, Trainingskurve und Einstellungen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Folder with map, model, report and a copy of the labels.</source>
   <translation>Ordner mit Karte, Modell, Bericht und einer Kopie der Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Keeps this model under a name, outside the project.</source>
   <translation>Behält dieses Modell unter einem Namen, außerhalb des Projekts.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Compare, rename and delete the models on this computer.</source>
   <translation>Die Modelle auf diesem Rechner vergleichen, umbenennen und löschen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/result/result_panel.py" />
   <source>Mapped with the model in {}. It learnt elsewhere: how good it is here is not known.</source>
   <translation>Mit dem Modell in {} kartiert. Es hat anderswo gelernt: Wie gut es hier ist, ist nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>The folder for results cannot be written to: {}.</source>
   <translation>In den Ordner für Ergebnisse kann nicht geschrieben werden: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>Choose imagery and labels.</source>
   <translation>Wählen Sie Bilddaten und Labels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>The imagery is not in view.</source>
   <translation>Die Bilddaten sind nicht in der Ansicht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>Looking at the scene for the first time…</source>
   <translation>Die Szene wird zum ersten Mal angesehen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>Previewed in {}; without any training.</source>
   <translation>Vorschau in {}; ohne jedes Training.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/live_preview.py" />
   <source>Only the middle of the view is previewed: zoom in to see all of it.</source>
   <translation>Nur die Mitte der Ansicht hat eine Vorschau: Zoomen Sie hinein, um alles davon zu sehen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>DeepSat: {scene}, {time}</source>
   <translation>DeepSat: {scene}, {time}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>Finetuning on “{scene}”</source>
   <translation>Training auf „{scene}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>Going on with “{name}”</source>
   <translation>„{name}“ geht weiter</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/polygons_task.py" />
   <source>Drawing the polygons of “{name}”</source>
   <translation>Die Polygone von „{name}“ werden gezeichnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/request.py" />
   <source>{scene} and 1 more date</source>
   <translation>{scene} und 1 weiterer Zeitpunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/request.py" />
   <source>{scene} and {count} more dates</source>
   <translation>{scene} und {count} weitere Zeitpunkte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/resume_offer.py" />
   <source>Go on</source>
   <translation>Fortsetzen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/resume_offer.py" />
   <source>Discard</source>
   <translation>Verwerfen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/resume_offer.py" />
   <source>Runs the same job with the same labels in the same folder; a training goes on where it was saved.</source>
   <translation>Führt dieselbe Arbeit mit denselben Labels im selben Ordner aus; ein Training geht weiter, wo es gespeichert wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/resume_offer.py" />
   <source>Removes what the interrupted run has saved.</source>
   <translation>Entfernt, was der unterbrochene Lauf gespeichert hat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/resume_offer.py" />
   <source>“{name}” was interrupted before it was done.</source>
   <translation>„{name}“ wurde unterbrochen, bevor es fertig war.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Finetune on my labels</source>
   <translation>Mit meinen Labels trainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Stop; nothing is added to the project.</source>
   <translation>Anhalten; dem Projekt wird nichts hinzugefügt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Skill on held-out polygons (mean IoU)</source>
   <translation>Güte auf zurückgehaltenen Polygonen (mittlere IoU)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Live preview</source>
   <translation>Live-Vorschau</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Back to the map before</source>
   <translation>Zurück zur vorigen Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Teach a network your classes and map the whole image with it.</source>
   <translation>Einem Netz Ihre Klassen beibringen und das ganze Bild damit kartieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Maps what is in view at once, and again whenever the labels change or the map is moved: a quick look without any training, less good than the map that the button makes.</source>
   <translation>Kartiert sofort, was zu sehen ist, und wieder, sobald sich die Labels ändern oder die Karte bewegt wird: ein schneller Blick ohne jedes Training, weniger gut als die Karte, die die Schaltfläche macht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Skill on held-out polygons so far: mean IoU {:.2f}</source>
   <translation>Güte auf zurückgehaltenen Polygonen bisher: mittlere IoU {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>The map before</source>
   <translation>Die vorige Karte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>Makes “{name}” the current map and model again. Nothing is deleted.</source>
   <translation>Macht „{name}“ wieder zu Karte und Modell von jetzt. Nichts wird gelöscht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/run_panel.py" />
   <source>{stage} About {time} left.</source>
   <translation>{stage} Noch etwa {time}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/suggesting.py" />
   <source>Looking for places to label next</source>
   <translation>Orte für neue Labels werden gesucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>DeepSat environment</source>
   <translation>DeepSat-Umgebung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>From the &amp;package index</source>
   <translation>Aus dem &amp;Paketindex</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>From a &amp;folder of wheels</source>
   <translation>Aus einem &amp;Ordner mit Wheels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Use a &amp;Python of my own</source>
   <translation>Ein &amp;eigenes Python verwenden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Progress of the installation</source>
   <translation>Fortschritt der Installation</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>Stop; what was downloaded is kept for the next time.</source>
   <translation>Anhalten; was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>&amp;Check</source>
   <translation>Prü&amp;fen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>C&amp;opy report</source>
   <translation>&amp;Bericht kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Check and &amp;repair</source>
   <translation>Prüfen und &amp;reparieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>&amp;Install</source>
   <translation>&amp;Installieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Choose the folder with the wheels first.</source>
   <translation>Wählen Sie zuerst den Ordner mit den Wheels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Choose the program of that Python first.</source>
   <translation>Wählen Sie zuerst das Programm jenes Python.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Cancelled. What was downloaded is kept for the next time.</source>
   <translation>Abgebrochen. Was heruntergeladen wurde, bleibt für das nächste Mal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Checking: every package is looked at, and each device computes something…</source>
   <translation>Prüfung läuft: Jedes Paket wird angesehen, und jedes Gerät rechnet etwas…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Folder of wheels</source>
   <translation>Ordner mit Wheels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>For computers without network: all packages as wheels.</source>
   <translation>Für Rechner ohne Netz: alle Pakete als Wheels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Program of a Python</source>
   <translation>Programm eines Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Interpreter of an environment that you made, such as one of conda with CUDA. It is not changed.</source>
   <translation>Interpreter einer Umgebung, die Sie selbst gemacht haben, etwa mit conda und CUDA. Sie wird nicht verändert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Automatic</source>
   <translation>Automatisch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Processor (CPU)</source>
   <translation>Prozessor (CPU)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>NVIDIA (CUDA)</source>
   <translation>NVIDIA (CUDA)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>found by itself</source>
   <translation>wird selbst gefunden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Python to build from</source>
   <translation>Python, aus dem gebaut wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Program that the environment is built from; it stays as it is. Leave empty to have one found.</source>
   <translation>Programm, aus dem die Umgebung gebaut wird; es bleibt, wie es ist. Leer lassen, damit eines gesucht wird.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Build of torch</source>
   <translation>Ausführung von torch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Automatic takes the CUDA build, about 3 GB, where an NVIDIA card is found, else the CPU build.</source>
   <translation>„Automatisch“ nimmt die CUDA-Ausführung, etwa 3 GB, wo eine NVIDIA-Karte gefunden wird, sonst die für den Prozessor.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Looks at every package and tries each device. Takes some seconds.</source>
   <translation>Sieht jedes Paket an und erprobt jedes Gerät. Dauert einige Sekunden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Copies the report; home folders and user names are taken out.</source>
   <translation>Kopiert den Bericht; persönliche Ordner und Benutzernamen werden entfernt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>“Check” writes a report here, to be copied into an issue.</source>
   <translation>„Prüfen“ schreibt hier einen Bericht, der in eine Fehlermeldung kopiert werden kann.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Install or repair</source>
   <translation>Installieren oder reparieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Built from Python</source>
   <translation>Gebaut aus Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>The environment is there.</source>
   <translation>Die Umgebung ist da.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>The environment is not installed yet.</source>
   <translation>Die Umgebung ist noch nicht installiert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>An installation was begun and did not end; it goes on where it was.</source>
   <translation>Eine Installation wurde begonnen und nicht beendet; sie geht weiter, wo sie war.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>The environment is damaged: {}.</source>
   <translation>Die Umgebung ist beschädigt: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Nothing that is installed here would be used: another Python is named in {}.</source>
   <translation>Was hier installiert wird, würde nicht benutzt: Ein anderes Python ist genannt in {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Makes what is missing and replaces what is damaged, in a folder of DeepSat's own. QGIS is not changed.</source>
   <translation>Macht, was fehlt, und ersetzt, was beschädigt ist, in einem eigenen Ordner von DeepSat. QGIS wird nicht verändert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Python</source>
   <translation>Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Version</source>
   <translation>Version</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Torch</source>
   <translation>Torch</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/environment_dialog.py" />
   <source>Note</source>
   <translation>Hinweis</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>Set up DeepSat</source>
   <translation>DeepSat einrichten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>Progress of the set-up</source>
   <translation>Fortschritt der Einrichtung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>Makes a Python environment of DeepSat's own; QGIS' own Python stays as it is.</source>
   <translation>Macht eine eigene Python-Umgebung für DeepSat; das Python von QGIS bleibt, wie es ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>DeepSat computes in a Python environment of its own, which is made once and needs a few gigabytes.</source>
   <translation>DeepSat rechnet in einer eigenen Python-Umgebung, die einmal gemacht wird und einige Gigabyte braucht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/setup_panel.py" />
   <source>DeepSat is being set up. This can take some minutes; QGIS can be used meanwhile.</source>
   <translation>DeepSat wird eingerichtet. Das kann einige Minuten dauern; QGIS ist inzwischen benutzbar.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/superseded_line.py" />
   <source>Re&amp;move them</source>
   <translation>Sie entfer&amp;nen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/superseded_line.py" />
   <source>Removes environments of other versions of DeepSat; what is in use stays.</source>
   <translation>Entfernt Umgebungen anderer Versionen von DeepSat; was benutzt wird, bleibt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/superseded_line.py" />
   <source>Environments that this DeepSat does not use: {count}, {gigabytes:.1f} GB.</source>
   <translation>Umgebungen, die dieses DeepSat nicht benutzt: {count}, {gigabytes:.1f} GB.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/superseded_line.py" />
   <source>They are in use, perhaps by another QGIS.</source>
   <translation>Sie werden gerade benutzt, vielleicht von einem anderen QGIS.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Automatic ({})</source>
   <translation>Automatisch ({})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>The best general start that this computer has.</source>
   <translation>Der beste allgemeine Anfang, den dieser Rechner hat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Learns from your imagery alone, without any pre-training.</source>
   <translation>Lernt allein aus Ihren Bilddaten, ohne Vortraining.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Folder…</source>
   <translation>Ordner…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Choose the folder of a checkpoint that is not in this list.</source>
   <translation>Wählen Sie den Ordner eines Checkpoints, der nicht in dieser Liste steht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>What training starts from. {}</source>
   <translation>Wovon das Training ausgeht. {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Folder of a checkpoint</source>
   <translation>Ordner eines Checkpoints</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>{name}: {title}</source>
   <translation>{name}: {title}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/checkpoint_combo.py" />
   <source>Random weights</source>
   <translation>Zufällige Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Continue from the last model</source>
   <translation>Letztes Modell weitertrainieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Advanced settings</source>
   <translation>Erweiterte Einstellungen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Start from</source>
   <translation>Ausgangspunkt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Goes on training the model of “{name}” with the labels as they are now, instead of starting anew. Classes may have come or gone. Scores on polygons that it has learnt from before lean to the optimistic side.</source>
   <translation>Trainiert das Modell von „{name}“ mit den jetzigen Labels weiter, statt neu anzufangen. Klassen dürfen hinzugekommen oder weggefallen sein. Werte auf Polygonen, aus denen es schon gelernt hat, fallen eher zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>the last run</source>
   <translation>letzter Lauf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source> min</source>
   <translation> min</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Longest time</source>
   <translation>Längste Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Training stops earlier when it no longer improves. In minutes.</source>
   <translation>Das Training endet früher, wenn es nicht mehr besser wird. In Minuten.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>What to compute on. Automatic takes a graphics card that works, else the processor.</source>
   <translation>Womit gerechnet wird. „Automatisch“ nimmt eine Grafikkarte, die funktioniert, sonst den Prozessor.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>The same seed gives the same map on the same device.</source>
   <translation>Derselbe Startwert ergibt auf demselben Gerät dieselbe Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Lon&amp;gest time</source>
   <translation>Längste &amp;Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>&amp;Device</source>
   <translation>&amp;Gerät</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>S&amp;eed</source>
   <translation>&amp;Startwert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>NVIDIA graphics card (CUDA)</source>
   <translation>NVIDIA-Grafikkarte (CUDA)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/start/start_panel.py" />
   <source>Apple graphics (MPS)</source>
   <translation>Apple-Grafik (MPS)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/curve.py" />
   <source>{name}: now {now:.2f}, best {best:.2f}</source>
   <translation>{name}: jetzt {now:.2f}, bestes {best:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Details</source>
   <translation>Details</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Copy</source>
   <translation>Kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Close this message</source>
   <translation>Diese Meldung schließen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Show what the worker reported</source>
   <translation>Zeigen, was der Rechenprozess gemeldet hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Copy message and details</source>
   <translation>Meldung und Details kopieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/notice.py" />
   <source>Details of the message</source>
   <translation>Details der Meldung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/progress_line.py" />
   <source>Starting…</source>
   <translation>Wird gestartet…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/widgets/progress_line.py" />
   <source>Cancelling…</source>
   <translation>Wird abgebrochen…</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/failures.py" />
   <source>Expected: {}.</source>
   <translation>Erwartet: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/failures.py" />
   <source>Found: {}.</source>
   <translation>Gefunden: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>all bands</source>
   <translation>alle Kanäle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>Random weights use {used}.</source>
   <translation>Zufällige Gewichte verwenden {used}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>{} of them</source>
   <translation>{} von ihnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>Training starts from random weights, which use {used}: “{name}” does not know {unknown}.</source>
   <translation>Das Training beginnt mit zufälligen Gewichten, die {used} verwenden: „{name}“ kennt {unknown} nicht.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>“{name}” knows none of these bands. Choose another start, or name the bands in the raster.</source>
   <translation>„{name}“ kennt keinen dieser Kanäle. Wählen Sie einen anderen Ausgangspunkt, oder benennen Sie die Kanäle im Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>“{name}” uses {used}.</source>
   <translation>„{name}“ verwendet {used}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>“{name}” uses {used}. It leaves out {unknown}.</source>
   <translation>„{name}“ verwendet {used}. Weggelassen: {unknown}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>“{name}” uses {count} of {total} bands, those at {where}, and leaves out the others.</source>
   <translation>„{name}“ nutzt {count} von {total} Kanälen, die bei {where}, und lässt die anderen weg.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>What is left out has no influence in the network until all of its weights are trained.</source>
   <translation>Was weggelassen wird, hat im Netz keinen Einfluss, bis alle seine Gewichte trainiert werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>The head of the network sees all bands.</source>
   <translation>Der Kopf des Netzes sieht alle Kanäle.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>The random forest beside the network uses all bands.</source>
   <translation>Der Random Forest neben dem Netz verwendet alle Kanäle.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>The model to continue from does not fit this imagery: found {found}.</source>
   <translation>Das Modell zum Weitertrainieren passt nicht zu diesen Bilddaten: gefunden {found}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>The model to continue from uses {used}.</source>
   <translation>Das Modell zum Weitertrainieren verwendet {used}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>The model to continue from has not seen {unknown}.</source>
   <translation>Das Modell zum Weitertrainieren hat {unknown} nicht gesehen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <source>What it has not seen has no influence in the network until all of its weights are trained.</source>
   <translation>Was es nicht gesehen hat, hat im Netz keinen Einfluss, bis alle seine Gewichte trainiert werden.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/band_use.py" />
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>{} bands</source>
   <translation>{} Kanäle</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Rename class “{old}” to “{new}”</source>
   <translation>Klasse „{old}“ in „{new}“ umbenennen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Merge class “{old}” into “{new}”</source>
   <translation>Klasse „{old}“ mit „{new}“ zusammenführen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Delete class “{}”</source>
   <translation>Klasse „{}“ löschen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Draw “{}”</source>
   <translation>„{}“ zeichnen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Erase</source>
   <translation>Radieren</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>words, or the number {} itself</source>
   <translation>Worte oder die Zahl {} selbst</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a whole number</source>
   <translation>eine ganze Zahl</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>at most {} letters</source>
   <translation>höchstens {} Zeichen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>{wanted} for the field “{field}”</source>
   <translation>{wanted} für das Feld „{field}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a name</source>
   <translation>ein Name</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>none</source>
   <translation>keiner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a name that no other class has</source>
   <translation>ein Name, den keine andere Klasse hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a second class “{}”</source>
   <translation>eine zweite Klasse „{}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Type another name, or merge the two classes.</source>
   <translation>Geben Sie einen anderen Namen ein, oder führen Sie die beiden Klassen zusammen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a class field that can be written to</source>
   <translation>ein Klassenfeld, in das geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>“{field}” of “{name}”, which is joined or computed</source>
   <translation>„{field}“ von „{name}“, das verknüpft oder berechnet ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Choose a field of the layer itself, or save the labels as a new layer and choose that one.</source>
   <translation>Wählen Sie ein Feld des Layers selbst, oder speichern Sie die Labels als neuen Layer, und wählen Sie diesen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>a label layer that can be edited</source>
   <translation>ein Label-Layer, der bearbeitet werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>“{name}” is read-only: {source}</source>
   <translation>„{name}“ ist schreibgeschützt: {source}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/class_edits.py" />
   <source>Save the labels as a new layer (Export &gt; Save Features As…) and choose that one.</source>
   <translation>Speichern Sie die Labels als neuen Layer (Exportieren &gt; Objekte speichern als…), und wählen Sie diesen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/image_facts.py" />
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>“{name}” cannot be used: {problem}</source>
   <translation>„{name}“ kann nicht verwendet werden: {problem}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/image_facts.py" />
   <source>A cloud mask is no imagery: load the bands of the image too.</source>
   <translation>Eine Wolkenmaske ist kein Bild: Laden Sie auch die Kanäle des Bildes.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a file of that name exists</source>
   <translation>eine Datei dieses Namens ist schon da</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a label file that can be written to</source>
   <translation>eine Label-Datei, in die geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Your polygons are still in the layer: remove the reason, then save again.</source>
   <translation>Ihre Polygone sind noch im Layer: Beseitigen Sie die Ursache, und speichern Sie erneut.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>a folder that a label file can be written to</source>
   <translation>ein Ordner, in den eine Label-Datei geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_layer.py" />
   <source>Choose another folder or another name.</source>
   <translation>Wählen Sie einen anderen Ordner oder einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} is empty</source>
   <translation>{} ist leer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} has no class</source>
   <translation>{} hat keine Klasse</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} lies outside the imagery</source>
   <translation>{} liegt außerhalb der Bilddaten</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>{} holds no pixel's centre</source>
   <translation>{} enthält keine Pixelmitte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>“{name}” and “{other}” overlap</source>
   <translation>„{name}“ und „{other}“ überlappen sich</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>Polygon {}</source>
   <translation>Polygon {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_survey.py" />
   <source>A polygon not saved yet</source>
   <translation>Ein noch nicht gespeichertes Polygon</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/preview_layer.py" />
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Land cover</source>
   <translation>Landbedeckung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Confidence (%)</source>
   <translation>Konfidenz (%)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Land cover, polygons</source>
   <translation>Landbedeckung, Polygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>Sample: Raleigh, Landsat 7</source>
   <translation>Beispiel: Raleigh, Landsat 7</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>Sample: training polygons</source>
   <translation>Beispiel: Trainingspolygone</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>the sample scene in {folder}</source>
   <translation>die Beispielszene in {folder}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>no file {name}</source>
   <translation>keine Datei {name}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>Install the plugin from its zip, which holds the sample.</source>
   <translation>Installieren Sie die Erweiterung aus ihrem Zip, das das Beispiel enthält.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>a folder to copy the sample to: {folder}</source>
   <translation>ein Ordner, in den das Beispiel kopiert wird: {folder}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/sample_scene.py" />
   <source>Free some space, or make the folder writable.</source>
   <translation>Schaffen Sie Platz, oder machen Sie den Ordner beschreibbar.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Found {found}. {remedy}</source>
   <translation>Gefunden: {found}. {remedy}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>1 band</source>
   <translation>1 Kanal</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>{bands}, {columns} × {rows} pixels of {size}</source>
   <translation>{bands}, {columns} × {rows} Pixel von {size}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>no NoData</source>
   <translation>kein NoData</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>NoData {}</source>
   <translation>NoData {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>only NoData where looked at</source>
   <translation>nur NoData, wo nachgesehen wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Values {} to {}</source>
   <translation>Werte {} bis {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Very small: below {} pixels a side there is little to learn from.</source>
   <translation>Sehr klein: Unter {} Pixeln je Seite gibt es wenig zu lernen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>band {}</source>
   <translation>Kanal {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>Values as {}</source>
   <translation>Werte als {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>about {}</source>
   <translation>etwa {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>A picture with a colour table: its values are numbers of colours, not measurements. Convert it to RGB </source>
   <translation>Ein Bild mit Farbtabelle: Seine Werte sind Nummern von Farben, keine Messwerte. Wandeln Sie es in RGB um </translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>(Raster &gt; Conversion &gt; PCT to RGB…) or choose the image that it was made from.</source>
   <translation>(Raster &gt; Konvertierung &gt; PCT nach RGB…), oder wählen Sie das Bild, aus dem es gemacht wurde.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_facts.py" />
   <source>A single band rarely tells land cover apart; take the image with all of its bands.</source>
   <translation>Ein einzelner Kanal unterscheidet Landbedeckung selten; nehmen Sie das Bild mit allen Kanälen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>Give each raster its date as YYYY-MM-DD: {}.</source>
   <translation>Geben Sie jedem Raster sein Datum als JJJJ-MM-TT: {}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>Rasters side by side cannot have cloud masks: take the masks away.</source>
   <translation>Raster, die nebeneinander liegen, können keine Wolkenmasken haben: Nehmen Sie die Masken weg.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{count} dates, {first} to {last}</source>
   <translation>{count} Zeitpunkte, {first} bis {last}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{count} layers are one image, {name}.</source>
   <translation>{count} Layer sind ein Bild, {name}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{count} layers are {images} images, {names}.</source>
   <translation>{count} Layer sind {images} Bilder, {names}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{count} of {total} rasters cannot be used, {names}. Of the first: {problem}</source>
   <translation>{count} von {total} Rastern können nicht verwendet werden, {names}. Zum ersten: {problem}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>“{name}” has {bands} bands, “{first}” {expected}.</source>
   <translation>„{name}“ hat {bands} Kanäle, „{first}“ {expected}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{count} rasters have {bands} bands, “{first}” {expected}: {names}.</source>
   <translation>{count} Raster haben {bands} Kanäle, „{first}“ {expected}: {names}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>{} rasters side by side are read as one.</source>
   <translation>{} Raster nebeneinander werden als eines gelesen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>Resampled to the pixels of “{first}”, the earliest: {names}.</source>
   <translation>Auf die Pixel von „{first}“, dem frühesten, umgerechnet: {names}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>Averaged, being of one day: the rasters of {dates}.</source>
   <translation>Gemittelt, weil von einem Tag: die Raster von {dates}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>Averaged, being of one day, {date}: {names}.</source>
   <translation>Gemittelt, weil von einem Tag, {date}: {names}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/series_words.py" />
   <source>“{}”</source>
   <translation>„{}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Skill on held-out polygons</source>
   <translation>Güte auf zurückgehaltenen Polygonen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>What was tried on the held-out polygons</source>
   <translation>Was auf den zurückgehaltenen Polygonen erprobt wurde</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>{:,} weights</source>
   <translation>{:,} Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Network</source>
   <translation>Netz</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Maps with</source>
   <translation>Kartiert mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Made with</source>
   <translation>Erstellt mit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>learnt from a single polygon, {pixels} pixels</source>
   <translation>gelernt aus einem einzigen Polygon, {pixels} Pixeln</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>learnt from {polygons} polygons, {pixels} pixels</source>
   <translation>gelernt aus {polygons} Polygonen, {pixels} Pixeln</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>{:.0f} nm</source>
   <translation>{:.0f} nm</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Steps of training all weights</source>
   <translation>Trainingsschritte aller Gewichte</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>mean IoU {:.2f}, chosen</source>
   <translation>mittlere IoU {:.2f}, gewählt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>mean IoU {:.2f}</source>
   <translation>mittlere IoU {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Nothing could be compared</source>
   <translation>Nichts konnte verglichen werden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Nothing could be held out</source>
   <translation>Nichts konnte zurückgehalten werden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>{polygons} polygons, {pixels} pixels</source>
   <translation>{polygons} Polygone, {pixels} Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Measured on</source>
   <translation>Gemessen auf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>Pixels mapped right</source>
   <translation>Richtig kartierte Pixel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/model_page.py" />
   <source>IoU of {}</source>
   <translation>IoU von {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Show or hide the DeepSat panel</source>
   <translation>DeepSat-Fenster zeigen oder verbergen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/plugin.py" />
   <source>Check, install or repair what DeepSat computes with</source>
   <translation>Prüfen, installieren oder reparieren, womit DeepSat rechnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/provider.py" />
   <source>DeepSat: land-cover maps from a few labelled polygons</source>
   <translation>DeepSat: Landbedeckungskarten aus wenigen gelabelten Polygonen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>No polygon could be held out, so nothing is known about the skill: label at least two polygons of each class.</source>
   <translation>Kein Polygon konnte zurückgehalten werden, also ist über die Güte nichts bekannt: Zeichnen Sie mindestens zwei Polygone jeder Klasse.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>Of polygons that it had not seen, {overall} of the pixels got their class (mean IoU {mean_iou:.2f}). This is skill on your polygons, not the accuracy of the whole map.</source>
   <translation>Von Polygonen, die es nicht gesehen hatte, bekamen {overall} der Pixel ihre Klasse (mittlere IoU {mean_iou:.2f}). Das ist die Güte auf Ihren Polygonen, nicht die Genauigkeit der ganzen Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{overall} of the map is right, give or take {half} (95 % confidence, {points} sample points).</source>
   <translation>{overall} der Karte stimmen, mit einer Unsicherheit von ±{half} (95 % Konfidenz, {points} Stichprobenpunkte).</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{title}: {overall} of {pixels} pixels are right. This is not the accuracy of the whole map.</source>
   <translation>{title}: {overall} von {pixels} Pixeln stimmen. Das ist nicht die Genauigkeit der ganzen Karte.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>The file holds: {parts}.</source>
   <translation>Die Datei enthält: {parts}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>Of {pixels} pixels of {source}, {share:.2f} % have the same class as in DeepSat.</source>
   <translation>Von {pixels} Pixeln von {source} haben {share:.2f} % dieselbe Klasse wie in DeepSat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} %</source>
   <translation>{:.1f} %</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} %</source>
   <translation>{:.0f} %</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} km²</source>
   <translation>{:,.0f} km²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} km²</source>
   <translation>{:.1f} km²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} ha</source>
   <translation>{:,.0f} ha</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} ha</source>
   <translation>{:.1f} ha</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:,.0f} m²</source>
   <translation>{:,.0f} m²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} m²</source>
   <translation>{:.1f} m²</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:g} cm</source>
   <translation>{:g} cm</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:g} m</source>
   <translation>{:g} m</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} s</source>
   <translation>{:.0f} s</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.0f} min</source>
   <translation>{:.0f} min</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} h</source>
   <translation>{:.1f} h</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>effective rank {:.1f}</source>
   <translation>effektiver Rang {:.1f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>uniformity {:.2f}</source>
   <translation>Uniformität {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>alignment {:.2f}</source>
   <translation>Alignment {:.2f}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{:.1f} images/s</source>
   <translation>{:.1f} Bilder/s</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>about {} left</source>
   <translation>noch etwa {}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/wording.py" />
   <source>{steps} of {planned} steps on {rasters} rasters of {places} places took {time}.</source>
   <translation>{steps} von {planned} Schritten auf {rasters} Rastern von {places} Orten dauerten {time}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Raster to learn from; several of one place, or a folder of them, make a time series, several side by side one raster. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Raster, aus dem gelernt wird; mehrere von einem Ort, oder ein Ordner mit ihnen, bilden eine Zeitreihe, mehrere nebeneinander ein Raster. Kanäle dürfen in eigenen Dateien liegen: Nennen Sie alle diese Dateien oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Vector file with the labelled polygons.</source>
   <translation>Vektordatei mit den gelabelten Polygonen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Field of the labels that names the class, as text or whole number.</source>
   <translation>Feld der Labels, das die Klasse nennt, als Text oder ganze Zahl.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Folder that the fine-tuned model is written to.</source>
   <translation>Ordner, in den das trainierte Modell geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Layer inside the label file; empty for its only layer.</source>
   <translation>Layer in der Label-Datei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Acquisition date of each raster as YYYY-MM-DD, or of each date that a single raster stacks; empty to take dates from tags, and from names of files and folders.</source>
   <translation>Aufnahmedatum jedes Rasters als JJJJ-MM-TT, oder jedes Zeitpunkts, den ein einzelnes Raster stapelt; leer, um es aus Tags und aus Namen von Dateien und Ordnern zu nehmen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Weights to start from: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the name of a checkpoint, its folder, or the folder of a model to continue from.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'auto' für die von DeepSat, wo sie alle Kanäle kennen, sonst zufällige; 'random' für zufällige, der Name eines Checkpoints, sein Ordner oder der Ordner eines Modells, um damit weiterzumachen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Loss that is minimised: 'cross_entropy'.</source>
   <translation>Verlustfunktion, die minimiert wird: 'cross_entropy'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same model on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dasselbe Modell.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Device to compute on: 'auto', 'cpu', 'cuda', 'cuda:N' or 'mps'.</source>
   <translation>Gerät, auf dem gerechnet wird: 'auto', 'cpu', 'cuda', 'cuda:N' oder 'mps'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Longest time to fine-tune for, in minutes.</source>
   <translation>Längste Zeit für das Training, in Minuten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>HTML report to write; empty for none.</source>
   <translation>HTML-Bericht, der geschrieben wird; leer für keinen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Cloud mask of each raster of a series, a raster that is not 0 where the ground is hidden; an empty name for a raster without one. A band or a file called SCL or QA_PIXEL is such a mask without being named.</source>
   <translation>Wolkenmaske jedes Rasters einer Zeitreihe: ein Raster, das nicht 0 ist, wo der Boden verdeckt ist; ein leerer Name für ein Raster ohne Maske. Ein Kanal oder eine Datei namens SCL oder QA_PIXEL ist eine solche Maske, ohne genannt zu werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>How much finer than the imagery the map shall be: 2 or 4 for pixels of half or a quarter of its side; 1 for the imagery's own.</source>
   <translation>Wie viel feiner als die Bilddaten die Karte sein soll: 2 oder 4 für Pixel mit halber oder viertel Seitenlänge; 1 für die der Bilddaten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Colours of classes in the map, as name=#rrggbb; the other classes get colours of their own.</source>
   <translation>Farben von Klassen in der Karte, als name=#rrggbb; die anderen Klassen bekommen eigene Farben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Language of the report: 'en' for English or 'de' for German.</source>
   <translation>Sprache des Berichts: 'en' für Englisch oder 'de' für Deutsch.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Names of classes by value of the class field, as value=name, such as 3=water; other values are names themselves. Values with one name are one class.</source>
   <translation>Namen der Klassen nach dem Wert des Klassenfelds, als Wert=Name, etwa 3=Wasser; andere Werte sind selbst Namen. Werte mit einem Namen sind eine Klasse.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Raster to map; for a model of a time series several with dates, as many as there are. Rasters side by side, or a folder of them, are mapped as one. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Zu kartierendes Raster; für ein Modell einer Zeitreihe mehrere mit Datum, so viele es gibt. Raster nebeneinander, oder ein Ordner mit ihnen, werden als eines kartiert. Kanäle dürfen in eigenen Dateien liegen: Nennen Sie alle diese Dateien oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Folder of the fine-tuned model.</source>
   <translation>Ordner des trainierten Modells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Class raster to write (GeoTIFF): value k is class k of the model, 255 is NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): Der Wert k ist die Klasse k des Modells, 255 ist NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Part to map as xmin, ymin, xmax, ymax in the raster's CRS; empty for all of it.</source>
   <translation>Zu kartierender Ausschnitt als xmin, ymin, xmax, ymax im KBS des Rasters; leer für das ganze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of class probabilities to write, one band a class, 0-100 %; empty for none.</source>
   <translation>Raster der Klassenwahrscheinlichkeiten, ein Kanal je Klasse, 0-100 %; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the winning class' probability to write, 0-100 %; empty for none.</source>
   <translation>Raster der Wahrscheinlichkeit der gewählten Klasse, 0-100 %; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>What runs the network: 'auto' for the fastest that is right on this computer, 'torch' or 'openvino' (CPU).</source>
   <translation>Womit das Netz läuft: 'auto' für das Schnellste, das auf diesem Rechner richtig rechnet, 'torch' oder 'openvino' (CPU).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Ask the network about each tile in all eight turns and reflections and take the mean; takes up to eight times as long.</source>
   <translation>Das Netz jede Kachel in allen acht Drehungen und Spiegelungen beurteilen lassen und das Mittel nehmen; dauert bis zu achtmal so lange.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Vector file with polygons in any CRS: only pixels whose centre lies inside are mapped, all others are NoData; empty for all of the raster.</source>
   <translation>Vektordatei mit Polygonen in beliebigem KBS: Nur Pixel, deren Mitte darin liegt, werden kartiert, alle anderen sind NoData; leer für das ganze Raster.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Layer inside that file; empty for its only layer.</source>
   <translation>Layer in dieser Datei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Raster of how undecided the model is among all classes, 0-100 % of the highest entropy; empty for none.</source>
   <translation>Raster davon, wie unentschieden das Modell zwischen allen Klassen ist, 0-100 % der höchsten Entropie; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Polygons of the map to write (GeoPackage), with class, class_id, colour and hectares; empty for none.</source>
   <translation>Polygone der Karte, die geschrieben werden (GeoPackage), mit class, class_id, colour und hectares; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border with. 0 to keep all. The class raster stays as it is.</source>
   <translation>Kleinstes Polygon in Quadratmetern: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen. 0, um alle zu behalten. Das Klassenraster bleibt, wie es ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <source>Simplify borders of polygons: detail up to about this many metres wide goes, and neighbours keep one common border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.</source>
   <translation>Grenzen der Polygone vereinfachen: Einzelheiten bis etwa zu dieser Breite in Metern fallen weg, und Nachbarn behalten eine gemeinsame Grenze. Anderthalb Pixel begradigen Treppen; 0 folgt genau den Pixelkanten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Ray cluster whose computers share the work and see the same files: 'auto' for the one that this computer belongs to, 'local' for processes of this computer, or an address; empty for this process alone.</source>
   <translation>Ray-Cluster, dessen Rechner sich die Arbeit teilen und dieselben Dateien sehen: 'auto' für den, zu dem dieser Rechner gehört, 'local' für Prozesse dieses Rechners, oder eine Adresse; leer für diesen Prozess allein.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Workers on the cluster, of which each holds the model; 0 for one a graphics card, or where there are none for one for each four processors.</source>
   <translation>Rechenprozesse im Cluster, von denen jeder das Modell lädt; 0 für einen je Grafikkarte oder, wo es keine gibt, einen je vier Prozessoren.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Numbers that the network computes with: 'auto' for bfloat16 where the processor has it and gives the same classes, 'float32' for the most exact, 'int8' for the fastest with large scenes on a CPU, whose map differs in some pixels.</source>
   <translation>Zahlen, mit denen das Netz rechnet: 'auto' für bfloat16, wo der Prozessor es hat und dieselben Klassen ergibt, 'float32' für die genauesten, 'int8' für die bei großen Szenen schnellsten auf einer CPU, deren Karte in einigen Pixeln abweicht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Raster to learn from and to map; several of one place, or a folder of them, make a time series. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Raster, aus dem gelernt und das kartiert wird; mehrere von einem Ort, oder ein Ordner mit ihnen, bilden eine Zeitreihe. Kanäle dürfen in eigenen Dateien liegen: Nennen Sie alle diese Dateien oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/finetune_jobs.py" />
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same map on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselbe Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Class raster to draw the polygons of, by DeepSat or any other program.</source>
   <translation>Klassenraster, dessen Polygone gezeichnet werden, von DeepSat oder jedem anderen Programm.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Polygons to write (GeoPackage), with class, class_id, colour and hectares.</source>
   <translation>Polygone, die geschrieben werden (GeoPackage), mit class, class_id, colour und hectares.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Smallest polygon in square metres: smaller patches go to the neighbour that they share the longest border with. 0 to keep all.</source>
   <translation>Kleinstes Polygon in Quadratmetern: Kleinere Flächen gehen an den Nachbarn, mit dem sie die längste Grenze teilen. 0, um alle zu behalten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/predict_jobs.py" />
   <source>Simplify borders: detail up to about this many metres wide goes, and neighbours keep one common border. One and a half pixels straighten stairs; 0 follows pixel edges exactly.</source>
   <translation>Grenzen vereinfachen: Einzelheiten bis etwa zu dieser Breite in Metern fallen weg, und Nachbarn behalten eine gemeinsame Grenze. Anderthalb Pixel begradigen Treppen; 0 folgt genau den Pixelkanten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Class raster to write (GeoTIFF): value k is the k-th class, 255 is NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): Der Wert k ist die k-te Klasse, 255 ist NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Part to map as xmin, ymin, xmax, ymax in the raster's CRS, at most 2048 x 2048 pixels; empty for all of it.</source>
   <translation>Zu kartierender Ausschnitt als xmin, ymin, xmax, ymax im KBS des Rasters, höchstens 2048 x 2048 Pixel; leer für das ganze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Weights to look with: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the name of a checkpoint, its folder, or the folder of a model.</source>
   <translation>Gewichte, mit denen hingesehen wird: 'auto' für die von DeepSat, wo sie alle Kanäle kennen, sonst zufällige; 'random' für zufällige, der Name eines Checkpoints, sein Ordner oder der Ordner eines Modells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Raster to find places in; for a model of a time series several with dates. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Raster, in dem Orte gesucht werden; für ein Modell einer Zeitreihe mehrere mit Datum. Kanäle dürfen in eigenen Dateien liegen: Nennen Sie alle diese Dateien oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Places to write (GeoPackage or GeoJSON), ranked, each with its reason.</source>
   <translation>Orte, die geschrieben werden (GeoPackage oder GeoJSON), nach Rang, jeder mit seiner Begründung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Vector file with the polygons that are labelled already; empty for none.</source>
   <translation>Vektordatei mit den schon gelabelten Polygonen; leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>How many places to suggest.</source>
   <translation>Wie viele Orte vorgeschlagen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>How to draw a place: 'boxes' of a few pixels, or 'points' in their middles.</source>
   <translation>Wie ein Ort gezeichnet wird: 'boxes' für Kästchen von einigen Pixeln oder 'points' für Punkte in ihrer Mitte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/round_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same places on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselben Orte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Raster to look at; several rasters of one place make a time series. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Raster, das angesehen wird; mehrere Raster von einem Ort bilden eine Zeitreihe. Kanäle dürfen in eigenen Dateien liegen: Nennen Sie alle diese Dateien oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Checkpoints to compare with the first of them: 'auto' for DeepSat's own, 'random', names of checkpoints, or their folders.</source>
   <translation>Checkpoints, die mit dem ersten von ihnen verglichen werden: 'auto' für den von DeepSat, 'random' für zufällige Gewichte, Namen von Checkpoints oder ihre Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Table to write (CSV); empty for none.</source>
   <translation>Tabelle, die geschrieben wird (CSV); leer für keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>How many of the nearest labelled pixels to ask.</source>
   <translation>Wie viele der nächsten gelabelten Pixel befragt werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same scores on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät dieselben Werte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/imagery_jobs.py" />
   <source>Product, as its folder or archive, or files of bands; several dates make a raster each. Bands may lie in files of their own: give all of these files, or their folder, such as that of a Sentinel-2 or Landsat product.</source>
   <translation>Produkt, als Ordner oder Archiv, oder Dateien von Kanälen; mehrere Termine ergeben je ein Raster. Kanäle dürfen in eigenen Dateien liegen: Geben Sie alle diese Dateien an, oder ihren Ordner, etwa den eines Produkts von Sentinel-2 oder Landsat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/imagery_jobs.py" />
   <source>Folder that the virtual rasters (.vrt) are written to, one for each date.</source>
   <translation>Ordner, in den die virtuellen Raster (.vrt) geschrieben werden, eines für jeden Termin.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Rasters or folders to learn from; rasters of one folder that show the same ground are dates of one place.</source>
   <translation>Raster oder Ordner, aus denen gelernt wird; Raster eines Ordners, die denselben Boden zeigen, sind Zeitpunkte eines Ortes.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Folder that the checkpoint is written to.</source>
   <translation>Ordner, in den der Checkpoint geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Method: 'embedding_earth', 'seco' or 'cscl'.</source>
   <translation>Verfahren: 'embedding_earth', 'seco' oder 'cscl'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Weights to start from: 'random', 'auto' for DeepSat's own where they are installed, the name of a checkpoint, or its folder.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'random' für zufällige, 'auto' für die von DeepSat, wo sie installiert sind, der Name eines Checkpoints oder sein Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For cscl: vector file with labelled polygons, or raster of classes; empty for rasters named labels or truth beside the scenes.</source>
   <translation>Für cscl: Vektordatei mit gelabelten Polygonen oder Raster mit Klassen; leer für Raster mit den Namen labels oder truth neben den Szenen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For cscl with polygons: field that names the class.</source>
   <translation>Für cscl mit Polygonen: Feld, das die Klasse nennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>For embedding_earth: dates that each of the two views of a place shows; the mean of their features is compared, so that clouds and single days count less. 2 or more need imagery of several dates.</source>
   <translation>Für embedding_earth: Zeitpunkte, die jede der zwei Ansichten eines Ortes zeigt; verglichen wird das Mittel ihrer Merkmale, sodass Wolken und einzelne Tage weniger zählen. 2 oder mehr brauchen Bilddaten von mehreren Zeitpunkten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>How often to go through the imagery.</source>
   <translation>Wie oft die Bilddaten durchgegangen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same checkpoint on the same device.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt auf demselben Gerät denselben Checkpoint.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Longest time to train for, in minutes; 0 for no limit.</source>
   <translation>Längste Zeit für das Training, in Minuten; 0 ohne Grenze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Licence and credits of the imagery, to be written in the checkpoint's card.</source>
   <translation>Lizenz und Nachweise der Bilddaten, die in die Beschreibung des Checkpoints geschrieben werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>File or folder with the published weights.</source>
   <translation>Datei oder Ordner mit den veröffentlichten Gewichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>What the weights are: 'auto' to find out, 'seco' (Lightning file of SeCo or CACo), 'torchgeo' (ResNet of torchgeo, timm or torchvision), 'ssl4eo' (SSL4EO-S12 or SeCo-Eco), 'smp' (folder of segmentation-models-pytorch) or 'galileo'.</source>
   <translation>Was die Gewichte sind: 'auto', um es herauszufinden, 'seco' (Lightning-Datei von SeCo oder CACo), 'torchgeo' (ResNet von torchgeo, timm oder torchvision), 'ssl4eo' (SSL4EO-S12 oder SeCo-Eco), 'smp' (Ordner von segmentation-models-pytorch) oder 'galileo'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Name of the weights: seco-resnet18-100k, seco-resnet18-1m, seco-resnet50-100k, seco-resnet50-1m, ssl4eo-s12-resnet18-moco, ssl4eo-s12-resnet50-moco, ssl4eo-s12-resnet50-dino, ssl4eo-s12-resnet50-decur, seco-eco-resnet50.</source>
   <translation>Name der Gewichte: seco-resnet18-100k, seco-resnet18-1m, seco-resnet50-100k, seco-resnet50-1m, ssl4eo-s12-resnet18-moco, ssl4eo-s12-resnet50-moco, ssl4eo-s12-resnet50-dino, ssl4eo-s12-resnet50-decur, seco-eco-resnet50.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Folder that the checkpoint is written to; empty for your own checkpoints.</source>
   <translation>Ordner, in den der Checkpoint geschrieben wird; leer für Ihre eigenen Checkpoints.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_jobs.py" />
   <source>Address of a mirror, with {file} for the file's name; empty for that of the variable DEEPSAT_CHECKPOINT_URL, and without that for where the weights were published.</source>
   <translation>Adresse eines Spiegelservers, mit {file} für den Namen der Datei; leer für die der Variablen DEEPSAT_CHECKPOINT_URL, und ohne diese dafür, wo die Gewichte veröffentlicht wurden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Class raster to evaluate, by DeepSat or any other program.</source>
   <translation>Klassenraster, das bewertet wird, von DeepSat oder jedem anderen Programm.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>What is there: vector file with polygons or points that the map was not made from, CSV with the columns x and y in the map's CRS, or raster of classes.</source>
   <translation>Was dort ist: Vektordatei mit Polygonen oder Punkten, aus denen die Karte nicht gemacht wurde, CSV mit den Spalten x und y im KBS der Karte oder Raster mit Klassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Field of the reference that names the class, as text or number; empty for a raster, and for the field reference of sample points.</source>
   <translation>Feld der Referenz, das die Klasse nennt, als Text oder Zahl; leer bei einem Raster und für das Feld reference von Stichprobenpunkten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How the reference was chosen: 'held_out' by a person or as a raster, for skill; 'stratified' at random in each class of the map, as sample points are, or 'simple' at random anywhere, for map accuracy and areas.</source>
   <translation>Wie die Referenz gewählt wurde: 'held_out' von jemandem oder als Raster, für die Güte; 'stratified' zufällig in jeder Klasse der Karte, wie Stichprobenpunkte, oder 'simple' zufällig überall, für Genauigkeit und Flächen der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Field that names the stratum that each point was drawn from; empty for the field stratum of sample points, and without that for the classes of the map.</source>
   <translation>Feld, das die Schicht nennt, aus der jeder Punkt gezogen wurde; leer für das Feld stratum von Stichprobenpunkten, und ohne dieses für die Klassen der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Layer inside the reference file; empty for its only layer.</source>
   <translation>Layer in der Referenzdatei; leer für ihren einzigen Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same intervals.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt dieselben Intervalle.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Names of classes by value of the reference, as value=name, such as 3=water; other values are names themselves.</source>
   <translation>Namen der Klassen nach dem Wert in der Referenz, als Wert=Name, etwa 3=Wasser; andere Werte sind selbst Namen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Class raster to draw points of.</source>
   <translation>Klassenraster, aus dem Punkte gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Points to write (.csv or .gpkg), with an empty field reference for the answers.</source>
   <translation>Punkte, die geschrieben werden (.csv oder .gpkg), mit einem leeren Feld reference für die Antworten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How many points to draw.</source>
   <translation>Wie viele Punkte gezogen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>How many points each class gets: 'proportional' to its area; 'equal'; or 'balanced', half of them equally, up to 50 a class, the others in proportion.</source>
   <translation>Wie viele Punkte jede Klasse bekommt: 'proportional' zu ihrer Fläche; 'equal' für gleich viele; oder 'balanced' für die Hälfte gleich verteilt, bis zu 50 je Klasse, die anderen nach der Fläche.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/accuracy_jobs.py" />
   <source>Seed of every random draw; the same seed gives the same points.</source>
   <translation>Startwert aller Zufallszahlen; derselbe Startwert ergibt dieselben Punkte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the first date.</source>
   <translation>Raster des ersten Zeitpunkts.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the second date, with the same bands; brought to the grid of the first.</source>
   <translation>Raster des zweiten Zeitpunkts, mit denselben Kanälen; es wird auf das Gitter des ersten gebracht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Vector file with polygons of change and of no change, or of several kinds of change.</source>
   <translation>Vektordatei mit Polygonen mit und ohne Veränderung oder mit mehreren Arten von Veränderung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Folder that the model of change is written to.</source>
   <translation>Ordner, in den das Veränderungsmodell geschrieben wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Weights to start from: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the name of a checkpoint for single images, its folder, or the folder of a model of change to continue from.</source>
   <translation>Gewichte, von denen ausgegangen wird: 'auto' für die von DeepSat, wo sie alle Kanäle kennen, sonst zufällige; 'random' für zufällige, der Name eines Checkpoints für einzelne Bilder, sein Ordner oder der Ordner eines Veränderungsmodells, um damit weiterzumachen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Folder of the model of change.</source>
   <translation>Ordner des Veränderungsmodells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Class raster to write (GeoTIFF): 0 no change, 1 change, 255 NoData.</source>
   <translation>Klassenraster, das geschrieben wird (GeoTIFF): 0 keine Veränderung, 1 Veränderung, 255 NoData.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Raster of the strength of change to write, 0-100 %, 50 % at the threshold; empty for none.</source>
   <translation>Raster der Stärke der Veränderung, 0-100 %, 50 % am Schwellenwert; leer für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Distance of features above which a pixel counts as changed, in their standard deviations, about 1 being usual; 0 for Otsu's automatic one.</source>
   <translation>Abstand der Merkmale, über dem ein Pixel als verändert gilt, in ihren Standardabweichungen, üblich ist etwa 1; 0 für den automatischen nach Otsu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/change_jobs.py" />
   <source>Weights to look with: 'auto' for DeepSat's own where they know all bands, else random ones; 'random', the name of a checkpoint, or its folder; 'bands' to compare the bands themselves, without a network.</source>
   <translation>Gewichte, mit denen hingesehen wird: 'auto' für die von DeepSat, wo sie alle Kanäle kennen, sonst zufällige; 'random' für zufällige, der Name eines Checkpoints oder sein Ordner; 'bands', um die Kanäle selbst zu vergleichen, ohne Netz.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Folder of the fine-tuned model, or of a checkpoint.</source>
   <translation>Ordner des trainierten Modells oder eines Checkpoints.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Folder of the fine-tuned model; the one before lies beside it, its name ending in .previous.</source>
   <translation>Ordner des trainierten Modells; das vorige liegt daneben, sein Name endet auf .previous.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>File to write (ONNX).</source>
   <translation>Datei, die geschrieben wird (ONNX).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Who will run it: 'onnx' for any program with ONNX Runtime, which hands over values as they lie in the raster; 'deepness' for the QGIS plugin Deepness, which takes models of 8-bit imagery.</source>
   <translation>Wer sie ausführen wird: 'onnx' für jedes Programm mit ONNX Runtime, das Werte übergibt, wie sie im Raster liegen; 'deepness' für die QGIS-Erweiterung Deepness, die Modelle von 8-Bit-Bilddaten nimmt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/model_jobs.py" />
   <source>Raster that the model can map, on which the file is compared with the model; empty to compare them on made-up values like those of the training.</source>
   <translation>Raster, das das Modell kartieren kann und auf dem die Datei mit dem Modell verglichen wird; leer, um sie auf erdachten Werten wie denen des Trainings zu vergleichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The settings do not fit together.</source>
   <translation>Die Einstellungen passen nicht zusammen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster cannot be read.</source>
   <translation>Das Raster kann nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster's grid cannot be mapped.</source>
   <translation>Das Gitter des Rasters kann nicht kartiert werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The raster's bands do not fit.</source>
   <translation>Die Kanäle des Rasters passen nicht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The labels cannot be read.</source>
   <translation>Die Labels können nicht gelesen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The labels cannot be used.</source>
   <translation>Die Labels können nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The class field is not in the label layer.</source>
   <translation>Das Klassenfeld ist nicht im Label-Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>This name cannot be used.</source>
   <translation>Dieser Name kann nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The checkpoint is not known.</source>
   <translation>Der Checkpoint ist nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The model folder cannot be used.</source>
   <translation>Der Modellordner kann nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The download did not come to its end.</source>
   <translation>Der Download wurde nicht abgeschlossen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>What was downloaded is not the file that was published.</source>
   <translation>Was heruntergeladen wurde, ist nicht die veröffentlichte Datei.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The device cannot be used.</source>
   <translation>Das Gerät kann nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>Memory ran out.</source>
   <translation>Der Arbeitsspeicher reicht nicht aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The disk is too full.</source>
   <translation>Der Datenträger ist zu voll.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The output cannot be written.</source>
   <translation>Die Ausgabe kann nicht geschrieben werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>Cancelled; nothing incomplete was left behind.</source>
   <translation>Abgebrochen; nichts Unvollständiges blieb zurück.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker already has a job.</source>
   <translation>Der Rechenprozess ist schon beschäftigt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker process ended unexpectedly.</source>
   <translation>Der Rechenprozess endete unerwartet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker process stopped answering.</source>
   <translation>Der Rechenprozess antwortet nicht mehr.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The plugin and the worker do not understand each other.</source>
   <translation>Die Erweiterung und der Rechenprozess verstehen einander nicht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat's worker environment is not installed yet.</source>
   <translation>Die Rechenumgebung von DeepSat ist noch nicht installiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat's worker environment is damaged.</source>
   <translation>Die Rechenumgebung von DeepSat ist beschädigt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The worker environment could not be installed.</source>
   <translation>Die Rechenumgebung konnte nicht installiert werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>A package that this needs is not installed.</source>
   <translation>Ein Paket, das dafür gebraucht wird, ist nicht installiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The cluster cannot do the work.</source>
   <translation>Der Cluster kann die Arbeit nicht leisten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>The training has failed.</source>
   <translation>Das Training ist gescheitert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/errors.py" />
   <source>DeepSat made a mistake.</source>
   <translation>DeepSat hat einen Fehler gemacht.</translation>
  </message>
 </context>
 <context>
  <name>DeepSat reports</name>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>feature is no point with a place and was left out</source>
   <translation>Objekt ist kein Punkt mit einem Ort und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>features are no points with a place and were left out</source>
   <translation>Objekte sind keine Punkte mit einem Ort und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>points on the map with an answer in the field {0}</source>
   <translation>Punkte auf der Karte mit einer Antwort im Feld {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>none among the {0} points of {1}</source>
   <translation>keiner unter den {0} Punkten von {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>Enter what each point is, and check that the points lie on the map.</source>
   <translation>Tragen Sie ein, was jeder Punkt ist, und prüfen Sie, ob die Punkte auf der Karte liegen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>point lies outside the map and was left out</source>
   <translation>Punkt liegt außerhalb der Karte und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>points lie outside the map and were left out</source>
   <translation>Punkte liegen außerhalb der Karte und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>point lies in the pixel of another and counts beside it; a copy makes intervals too narrow</source>
   <translation>Punkt liegt im Pixel eines anderen und zählt neben ihm; eine Kopie macht die Intervalle zu schmal</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>points lie in pixels of others and count beside them; copies make intervals too narrow</source>
   <translation>Punkte liegen in Pixeln anderer und zählen neben ihnen; Kopien machen die Intervalle zu schmal</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>a stratum for each point</source>
   <translation>eine Schicht für jeden Punkt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>Fill in the strata that the points were drawn from.</source>
   <translation>Tragen Sie die Schichten ein, aus denen die Punkte gezogen wurden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/answers.py" />
   <source>Evaluate samples of different strata one by one; the areas must be those of the field that names the strata.</source>
   <translation>Werten Sie Stichproben aus verschiedenen Schichten einzeln aus; die Flächen müssen die des Feldes sein, das die Schichten nennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/area.py" />
   <source>at least two sample points in each stratum, such as each class of the map</source>
   <translation>mindestens zwei Stichprobenpunkte in jeder Schicht, etwa jeder Klasse der Karte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/area.py" />
   <source>Add sample points at random places of these strata, or merge the classes.</source>
   <translation>Fügen Sie Stichprobenpunkte an zufälligen Orten dieser Schichten hinzu, oder führen Sie die Klassen zusammen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/doubtful_polygons.py" />
   <source>The {0} polygons that are listed to look at again are those with the most doubtful pixels, of {1} that are taken for another class.</source>
   <translation>Die {0} Polygone, die noch einmal anzusehen sind, sind die mit den meisten zweifelhaften Pixeln, von {1}, die für eine andere Klasse gehalten werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/drawn_map.py" />
   <source>The points name no strata, so that the classes of this map were taken for them: right for points that were drawn in these classes, wrong for those of another map.</source>
   <translation>Die Punkte nennen keine Schichten, deshalb gelten die Klassen dieser Karte als solche: Das ist richtig für Punkte, die in diesen Klassen gezogen wurden, und falsch für die einer anderen Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/drawn_map.py" />
   <source>Join the fields stratum and stratum_ha to the points, by their numbers, from the file that was drawn, or evaluate the map that the points were drawn from.</source>
   <translation>Verknüpfen Sie die Punkte über ihre Nummern mit den Feldern stratum und stratum_ha der Datei, die gezogen wurde, oder bewerten Sie die Karte, aus der die Punkte gezogen wurden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <location filename="../../core/deepsat/accuracy/sample_points.py" />
   <source>Counting the classes of the map.</source>
   <translation>Die Klassen der Karte werden gezählt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Comparing the map with the reference.</source>
   <translation>Die Karte wird mit der Referenz verglichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Evaluated in {0} s.</source>
   <translation>Bewertet in {0} s.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>How good {0} is</source>
   <translation>Wie gut {0} ist</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>A random sample in each class of the map, weighted by the mapped areas (Olofsson et al. 2014, doi 10.1016/j.rse.2014.02.015).</source>
   <translation>Eine Zufallsstichprobe in jeder Klasse der Karte, gewichtet mit den kartierten Flächen (Olofsson et al. 2014, doi 10.1016/j.rse.2014.02.015).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>A random sample in strata that are not the classes of this map, weighted by their areas (Stehman 2014, doi 10.1080/01431161.2014.930207).</source>
   <translation>Eine Zufallsstichprobe in Schichten, die nicht die Klassen dieser Karte sind, gewichtet mit deren Flächen (Stehman 2014, doi 10.1080/01431161.2014.930207).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>A simple random sample of the whole map: each point stands for the same area (Stehman 2014 with one stratum, doi 10.1080/01431161.2014.930207).</source>
   <translation>Eine einfache Zufallsstichprobe der ganzen Karte: Jeder Punkt steht für dieselbe Fläche (Stehman 2014 mit einer Schicht, doi 10.1080/01431161.2014.930207).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>no area of {0}</source>
   <translation>keine Fläche von {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>Add the field stratum_ha, as drawing sample points does.</source>
   <translation>Fügen Sie das Feld stratum_ha hinzu, wie es beim Ziehen von Stichprobenpunkten entsteht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>There are few points in some strata ({0}): their intervals are rough.</source>
   <translation>In einigen Schichten gibt es wenige Punkte ({0}): Ihre Intervalle sind grob.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_accuracy.py" />
   <source>The strata cover {0} ha and the map {1} ha: the true areas are those in the strata, and the accuracies are of the part of the strata that the map covers.</source>
   <translation>Die Schichten bedecken {0} ha und die Karte {1} ha: Die wahren Flächen gelten für die Schichten, die Genauigkeiten für den Teil der Schichten, den die Karte bedeckt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>The map has no class {0}, which the sample has met: these points count as wrong, and the area is estimated. If it is a misspelling, correct it.</source>
   <translation>Die Karte hat keine Klasse {0}, auf die die Stichprobe traf: Diese Punkte zählen als falsch, und die Fläche wird geschätzt. Ist es ein Schreibfehler, berichtigen Sie ihn.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>reference classes that the map has, by name or number: {0}</source>
   <translation>Referenzklassen, die die Karte hat, nach Name oder Nummer: {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>the classes {0}, of which the map has no {1}</source>
   <translation>die Klassen {0}, von denen die Karte {1} nicht hat</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>Name the reference's classes by class_names, or choose another class field. Polygons of other classes may be left out, points of a random sample may not: the map would seem better than it is.</source>
   <translation>Benennen Sie die Klassen der Referenz mit class_names, oder wählen Sie ein anderes Klassenfeld. Polygone anderer Klassen dürfen Sie weglassen, Punkte einer Zufallsstichprobe nicht: Die Karte schiene besser, als sie ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>Class {0} was matched by name, although it is the number of another class of the map.</source>
   <translation>Die Klasse {0} wurde am Namen erkannt, obwohl er die Nummer einer anderen Klasse der Karte ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>Class '{0}' of the reference is what the map calls '{1}'.</source>
   <translation>Die Klasse „{0}“ der Referenz heißt in der Karte „{1}“.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>Classes of the reference were taken for numbers of the map: {0}.</source>
   <translation>Klassen der Referenz wurden als Nummern der Karte verstanden: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <source>a class map with 1 to {0} classes</source>
   <translation>eine Klassenkarte mit 1 bis {0} Klassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/map_classes.py" />
   <location filename="../../core/deepsat/imagery/categorical_raster.py" />
   <source>Choose a class map, such as one that DeepSat has written.</source>
   <translation>Wählen Sie eine Klassenkarte, etwa eine, die DeepSat geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>Give points as columns x and y, coordinates in the CRS of the map; save polygons as a GeoPackage instead of a table.</source>
   <translation>Geben Sie Punkte als Spalten x und y an, Koordinaten im KBS der Karte; speichern Sie Polygone als GeoPackage statt als Tabelle.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>Save the table as CSV in UTF-8.</source>
   <translation>Speichern Sie die Tabelle als CSV in UTF-8.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>Choose a table with the columns x, y and the reference class.</source>
   <translation>Wählen Sie eine Tabelle mit den Spalten x, y und der Referenzklasse.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>a column named {0} in {1}</source>
   <translation>eine Spalte namens {0} in {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>the columns {0}</source>
   <translation>die Spalten {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>Choose the column with the reference class.</source>
   <translation>Wählen Sie die Spalte mit der Referenzklasse.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/point_tables.py" />
   <source>a table of reference points</source>
   <translation>eine Tabelle mit Referenzpunkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>the field that names the class of each polygon</source>
   <translation>das Feld, das die Klasse jedes Polygons nennt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Name the class field.</source>
   <translation>Nennen Sie das Klassenfeld.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>The points name the strata that they were drawn from, and the design {0} does not weigh them: choose the design stratified for the accuracy of the map and the areas of its classes.</source>
   <translation>Die Punkte nennen die Schichten, aus denen sie gezogen wurden, und der Entwurf {0} gewichtet sie nicht: Wählen Sie den Entwurf stratified für die Genauigkeit der Karte und die Flächen ihrer Klassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>a file of sample points for the design {0}</source>
   <translation>eine Datei mit Stichprobenpunkten für den Entwurf {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>a raster at {0}</source>
   <translation>ein Raster unter {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Give the points, or choose the design held_out.</source>
   <translation>Geben Sie die Punkte an, oder wählen Sie den Entwurf held_out.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Reading the reference raster.</source>
   <translation>Das Referenzraster wird gelesen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Comparing the map with the reference raster.</source>
   <translation>Die Karte wird mit dem Referenzraster verglichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Points without an answer, which were left out: {0}. If they are the difficult ones, the scores are too good.</source>
   <translation>Punkte ohne Antwort, die weggelassen wurden: {0}. Wenn es die schwierigen sind, fallen die Werte zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Points where the map has no data: {0}. They count for the true areas, which are those in the whole strata; the accuracies are of the part that the map covers.</source>
   <translation>Punkte, wo die Karte keine Daten hat: {0}. Sie zählen für die wahren Flächen, die für die ganzen Schichten gelten; die Genauigkeiten gelten für den Teil, den die Karte bedeckt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Points where the map has no data, which were left out: {0}.</source>
   <translation>Punkte, wo die Karte keine Daten hat, die weggelassen wurden: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>The reference does not show {0}, which the map says on some of its pixels: a user's accuracy of 0 does not mean that the map is wrong elsewhere.</source>
   <translation>Die Referenz zeigt {0} nicht, was die Karte auf einigen ihrer Pixel sagt: Eine Nutzergenauigkeit von 0 heißt nicht, dass die Karte anderswo falsch ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Some pixels of the map cover {0} more ground than others, and all count alike: the scores are of its pixels, not of its area. For shares of the area, warp map and reference to an equal-area projection, by the nearest neighbour.</source>
   <translation>Manche Pixel der Karte bedecken {0} mehr Boden als andere, und alle zählen gleich: Die Werte gelten für ihre Pixel, nicht für ihre Fläche. Für Anteile der Fläche transformieren Sie Karte und Referenz mit nächstem Nachbarn in eine flächentreue Projektion.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>a reference where the map has data</source>
   <translation>eine Referenz, wo die Karte Daten hat</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <location filename="../../core/deepsat/extras.py" />
   <location filename="../../core/deepsat/imagery/raster_files.py" />
   <location filename="../../core/deepsat/predict/selected_area.py" />
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>none in {0}</source>
   <translation>keine in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Check that the reference and the map are of the same place, and their CRS.</source>
   <translation>Prüfen Sie, ob Referenz und Karte denselben Ort zeigen, und ihr KBS.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>points for the design {0}, because a random sample is one of places</source>
   <translation>Punkte für den Entwurf {0}, denn eine Zufallsstichprobe besteht aus Orten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>polygons in {0}</source>
   <translation>Polygone in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_comparison.py" />
   <source>Draw sample points of the map and enter what they are, or choose the design held_out.</source>
   <translation>Ziehen Sie Stichprobenpunkte der Karte und tragen Sie ein, was sie sind, oder wählen Sie den Entwurf held_out.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>{0} x {1} pixels</source>
   <translation>{0} x {1} Pixel</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>{0} x {1} {2} ({3} m² each)</source>
   <translation>{0} x {1} {2} (je {3} m²)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_design.py" />
   <source>at least {0} points for each of the {1} classes on the map</source>
   <translation>mindestens {0} Punkte für jede der {1} Klassen auf der Karte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_design.py" />
   <source>Ask for {0} points or more; Olofsson et al. advise 50 a class.</source>
   <translation>Verlangen Sie {0} Punkte oder mehr; Olofsson et al. raten zu 50 je Klasse.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_files.py" />
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>a file that ends with {0}</source>
   <translation>eine Datei, die auf {0} endet</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_files.py" />
   <location filename="../../deepsat_qgis/algorithms/sample_points.py" />
   <source>Choose one of these endings.</source>
   <translation>Wählen Sie eine dieser Endungen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_files.py" />
   <source>a name that no Shapefile beside it has, because a .prj file is written with the points</source>
   <translation>ein Name, den kein Shapefile daneben hat, denn mit den Punkten wird eine .prj-Datei geschrieben</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_files.py" />
   <source>Choose another name, or the ending .gpkg.</source>
   <translation>Wählen Sie einen anderen Namen oder die Endung .gpkg.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_points.py" />
   <source>Drawing points.</source>
   <translation>Punkte werden gezogen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_points.py" />
   <source>So few pixels that all are in the sample: class {0}.</source>
   <translation>So wenige Pixel, dass alle in der Stichprobe sind: Klasse {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/sample_points.py" />
   <source>Drew {0} points in {1} s.</source>
   <translation>{0} Punkte in {1} s gezogen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/unmet_mistakes.py" />
   <source>Every point that the map calls {0} is right, so that the interval of its user's accuracy has no width: the sample met no mistake, which does not mean that there is none.</source>
   <translation>Jeder Punkt, den die Karte {0} nennt, stimmt, so dass das Intervall seiner Nutzergenauigkeit keine Breite hat: Die Stichprobe traf keinen Fehler, was nicht heißt, dass es keinen gibt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/unmet_mistakes.py" />
   <source>No point that the map calls otherwise is {0}, so that the interval of its producer's accuracy has no width and that of its true area may be too narrow: the sample met nothing that the map misses, which does not mean that it misses nothing.</source>
   <translation>Kein Punkt, den die Karte anders nennt, ist {0}, so dass das Intervall seiner Produzentengenauigkeit keine Breite hat und das seiner wahren Fläche zu schmal sein kann: Die Stichprobe traf nichts, was die Karte übersieht, was nicht heißt, dass sie nichts übersieht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/unmet_mistakes.py" />
   <source>At no point does the map say {0} rightly, so that the intervals of its accuracies of 0 have no width: the sample met none of what is right, which does not mean that nothing is.</source>
   <translation>An keinem Punkt nennt die Karte {0} zu Recht, so dass die Intervalle seiner Genauigkeiten von 0 keine Breite haben: Die Stichprobe traf nichts davon, was richtig ist, was nicht heißt, dass nichts richtig ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/unmet_mistakes.py" />
   <source>No point is {0}, so that the interval of its true area of 0 has no width: the sample met none of it, which does not mean that there is none.</source>
   <translation>Kein Punkt ist {0}, so dass das Intervall seiner wahren Fläche von 0 keine Breite hat: Die Stichprobe traf nichts davon, was nicht heißt, dass es nichts davon gibt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/distance_file.py" />
   <location filename="../../core/deepsat/outputs/temporary_files.py" />
   <source>Choose another place for the output, or allow writing there.</source>
   <translation>Wählen Sie einen anderen Ort für die Ausgabe, oder erlauben Sie das Schreiben dort.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/learnt.py" />
   <source>the folder of a model for change</source>
   <translation>der Ordner eines Veränderungsmodells</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/learnt.py" />
   <source>Choose the folder that fine-tuning on change wrote.</source>
   <translation>Wählen Sie den Ordner, den das Training auf Veränderung geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/start.py" />
   <source>Choose another checkpoint, or 'random'.</source>
   <translation>Wählen Sie einen anderen Checkpoint oder 'random'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/start.py" />
   <source>a model for change between two dates, or a checkpoint</source>
   <translation>ein Modell für Veränderung zwischen zwei Zeitpunkten oder ein Checkpoint</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/start.py" />
   <source>the model {0} for land cover, with the classes {1}</source>
   <translation>das Modell {0} für Landbedeckung, mit den Klassen {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/start.py" />
   <source>Choose a model that was fine-tuned on change, or a checkpoint.</source>
   <translation>Wählen Sie ein Modell, das auf Veränderung trainiert wurde, oder einen Checkpoint.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>Looking at both dates.</source>
   <translation>Beide Zeitpunkte werden angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>{0} of the pixels count as changed.</source>
   <translation>{0} der Pixel gelten als verändert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>pixels with data at both dates</source>
   <translation>Pixel mit Daten zu beiden Zeitpunkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>Check that both rasters show the same place.</source>
   <translation>Prüfen Sie, ob beide Raster denselben Ort zeigen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>Looked at tile {0} of {1}.</source>
   <translation>Kachel {0} von {1} angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>two dates that differ somewhere</source>
   <translation>zwei Zeitpunkte, die sich irgendwo unterscheiden</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>the same values at both dates everywhere</source>
   <translation>überall dieselben Werte zu beiden Zeitpunkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>Choose rasters of two different dates.</source>
   <translation>Wählen Sie Raster von zwei verschiedenen Zeitpunkten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/change/unsupervised.py" />
   <source>Otsu's method chose the threshold. It always finds one: where nothing has changed, what is mapped is noise, and where a date has clouds, they are what stands out. Look at the map, and give a threshold of your own where it is too low or too high. What half of the scene did counts as no change.</source>
   <translation>Das Verfahren von Otsu wählte den Schwellenwert. Es findet immer einen: Wo sich nichts verändert hat, wird Rauschen kartiert, und wo ein Zeitpunkt Wolken hat, fallen diese auf. Sehen Sie sich die Karte an, und geben Sie einen eigenen Schwellenwert an, wo er zu niedrig oder zu hoch ist. Was die Hälfte der Szene getan hat, gilt nicht als Veränderung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/checkpoint.py" />
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>a folder with {0} and {1}</source>
   <translation>ein Ordner mit {0} und {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/checkpoint.py" />
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <location filename="../../deepsat_qgis/dock/runs/suggesting.py" />
   <source>no folder at {0}</source>
   <translation>kein Ordner unter {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/checkpoint.py" />
   <source>Choose the folder that pre-training wrote.</source>
   <translation>Wählen Sie den Ordner, den das Vortraining geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/checkpoint.py" />
   <source>Copy the whole checkpoint folder again; its files only work together and unchanged.</source>
   <translation>Kopieren Sie den ganzen Checkpoint-Ordner noch einmal; seine Dateien funktionieren nur zusammen und unverändert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/checkpoint_card.py" />
   <source>Choose the folder of a checkpoint that DeepSat wrote, unchanged.</source>
   <translation>Wählen Sie den Ordner eines Checkpoints, den DeepSat geschrieben hat, unverändert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/downloads.py" />
   <location filename="../../deepsat_qgis/algorithms/download_checkpoint.py" />
   <source>Choose one of these names; other weights can be imported from a file.</source>
   <translation>Wählen Sie einen dieser Namen; andere Gewichte können aus einer Datei importiert werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/downloads.py" />
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>the variable {0}</source>
   <translation>der Variablen {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/downloads.py" />
   <source>Correct it, as https://mirror.example/weights/{{file}}.</source>
   <translation>Berichtigen Sie sie, etwa so: https://mirror.example/weights/{{file}}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/band_orders.py" />
   <source>Choose weights for one of these; for other bands pre-train on your own scenes with 'deepsat pretrain'.</source>
   <translation>Wählen Sie Gewichte für einen davon; für andere Kanäle trainieren Sie mit 'deepsat pretrain' auf eigenen Szenen vor.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/galileo.py" />
   <source>Choose the folder of Galileo-nano with encoder.pt and config.json, as its authors publish it.</source>
   <translation>Wählen Sie den Ordner von Galileo-nano mit encoder.pt und config.json, wie ihn seine Autoren veröffentlichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/galileo.py" />
   <location filename="../../core/deepsat/finite.py" />
   <source>infinite or undefined numbers in {0}</source>
   <translation>unendliche oder unbestimmte Zahlen in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/galileo.py" />
   <source>Of Galileo's inputs only the ten Sentinel-2 bands of one date are used, and the date counts as June.</source>
   <translation>Von den Eingaben von Galileo werden nur die zehn Sentinel-2-Kanäle eines Zeitpunkts verwendet, und dieser gilt als Juni.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/kinds.py" />
   <source>Choose weights of one of these kinds; of your own ResNets save the state_dict.</source>
   <translation>Wählen Sie Gewichte einer dieser Arten; von eigenen ResNets speichern Sie das state_dict.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/pickles.py" />
   <source>Download the file again, and compare its size and checksum with what its publisher states.</source>
   <translation>Laden Sie die Datei noch einmal herunter, und vergleichen Sie Größe und Prüfsumme mit den Angaben des Herausgebers.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <source>a file or folder with published weights</source>
   <translation>eine Datei oder ein Ordner mit veröffentlichten Gewichten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>nothing at {0}</source>
   <translation>nichts unter {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <source>Choose the file that you downloaded.</source>
   <translation>Wählen Sie die Datei, die Sie heruntergeladen haben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <source>Save one network alone.</source>
   <translation>Speichern Sie ein einzelnes Netz.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <source>Start from this folder as it is.</source>
   <translation>Gehen Sie von diesem Ordner aus, wie er ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <source>Choose the file itself.</source>
   <translation>Wählen Sie die Datei selbst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/published.py" />
   <location filename="../../core/deepsat/checkpoints/importing/torchgeo.py" />
   <source>Download the folder again.</source>
   <translation>Laden Sie den Ordner noch einmal herunter.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/resnet_keys.py" />
   <source>Choose the file as its authors publish it, a ResNet-18, -34 or -50; of your own networks save the state_dict, with names as torchvision gives them.</source>
   <translation>Wählen Sie die Datei, wie ihre Autoren sie veröffentlichen, ein ResNet-18, -34 oder -50; von eigenen Netzen speichern Sie das state_dict, mit Namen wie von torchvision.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/resnet_keys.py" />
   <source>Choose weights of one of these networks.</source>
   <translation>Wählen Sie Gewichte eines dieser Netze.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/resnets.py" />
   <source>All weights of the encoder are exactly the published ones.</source>
   <translation>Alle Gewichte des Encoders sind genau die veröffentlichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/resnets.py" />
   <source>The decoder is random: half of its last channels pass the encoder's first features through.</source>
   <translation>Der Decoder ist zufällig: Die Hälfte seiner letzten Kanäle reicht die ersten Merkmale des Encoders durch.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>Reading {0}.</source>
   <translation>{0} wird gelesen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>Sorting {0} tensors.</source>
   <translation>{0} Tensoren werden zugeordnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>Writing the checkpoint.</source>
   <translation>Der Checkpoint wird geschrieben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>Imported {0}: {1}</source>
   <translation>{0} importiert: {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>The file states no licence; its publisher's terms hold.</source>
   <translation>Die Datei nennt keine Lizenz; es gelten die Bedingungen des Herausgebers.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/run.py" />
   <source>{0}, {1} for the bands {2}: {3} tensors are used.</source>
   <translation>{0}, {1} für die Kanäle {2}: {3} Tensoren werden verwendet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/seco.py" />
   <source>Choose SeCo-Eco as its authors publish it.</source>
   <translation>Wählen Sie SeCo-Eco, wie seine Autoren es veröffentlichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/seco.py" />
   <source>The input {0} is no band of a scene and stays 0.</source>
   <translation>Die Eingabe {0} ist kein Kanal einer Szene und bleibt 0.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/smp.py" />
   <source>All weights of encoder and decoder are exactly the published ones.</source>
   <translation>Alle Gewichte von Encoder und Decoder sind genau die veröffentlichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/importing/torchgeo.py" />
   <source>The file says neither what its {0} bands are nor their units. It is assumed that they are Sentinel-2's in their order, and stored numbers divided by 10,000, as for most of torchgeo's weights.</source>
   <translation>Die Datei sagt weder, was ihre {0} Kanäle sind, noch deren Einheit. Angenommen wird, dass es die von Sentinel-2 in deren Reihenfolge sind, und gespeicherte Zahlen geteilt durch 10.000, wie bei den meisten Gewichten von torchgeo.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>the model before it, in {0}</source>
   <translation>das Modell davor, in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>no model there</source>
   <translation>kein Modell dort</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>Only a model that was written in place of another one can be undone.</source>
   <translation>Nur ein Modell, das anstelle eines anderen geschrieben wurde, kann zurückgenommen werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>Choose the folder that fine-tuning wrote.</source>
   <translation>Wählen Sie den Ordner, den das Training geschrieben hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/model_folder.py" />
   <source>Copy the whole model folder again, or fine-tune again; its files only work together and unchanged.</source>
   <translation>Kopieren Sie den ganzen Modellordner noch einmal, oder trainieren Sie neu; seine Dateien funktionieren nur zusammen und unverändert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/stac.py" />
   <source>Choose the folder of a model that DeepSat fine-tuned, unchanged; or fine-tune again.</source>
   <translation>Wählen Sie den Ordner eines Modells, das DeepSat trainiert hat, unverändert; oder trainieren Sie neu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/stac.py" />
   <source>Change: {0}</source>
   <translation>Veränderung: {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/stac.py" />
   <source>Land cover of {0}</source>
   <translation>Landbedeckung von {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer.py" />
   <source>Verifying the checksum.</source>
   <translation>Die Prüfsumme wird geprüft.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer.py" />
   <source>Asking {0}.</source>
   <translation>{0} wird angefragt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer.py" />
   <source>room for a download in {0}</source>
   <translation>Platz für einen Download in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer.py" />
   <source>Free some space there, or name another folder in the variable DEEPSAT_CHECKPOINTS.</source>
   <translation>Schaffen Sie dort Platz, oder nennen Sie in der Variablen DEEPSAT_CHECKPOINTS einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Check the network. Behind a proxy, set the variable HTTPS_PROXY (and HTTP_PROXY) to its address; without internet access, name a mirror with url_template, or download the file elsewhere and import it.</source>
   <translation>Prüfen Sie das Netz. Hinter einem Proxy setzen Sie die Variable HTTPS_PROXY (und HTTP_PROXY) auf seine Adresse; ohne Internet nennen Sie mit url_template einen Spiegelserver, oder laden Sie die Datei anderswo herunter und importieren Sie sie.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Check the computer's clock and, behind a proxy that opens connections, its certificate.</source>
   <translation>Prüfen Sie die Uhr des Rechners und, hinter einem Proxy, der Verbindungen öffnet, dessen Zertifikat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Correct the address of the mirror.</source>
   <translation>Berichtigen Sie die Adresse des Spiegelservers.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Start again: it goes on where it stopped.</source>
   <translation>Starten Sie neu: Es geht weiter, wo es stehen blieb.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Try again; if it stays so, the address does not hold the published file: choose another mirror.</source>
   <translation>Versuchen Sie es noch einmal; wenn es so bleibt, liegt unter der Adresse nicht die veröffentlichte Datei: Wählen Sie einen anderen Spiegelserver.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Give the proxy's user and password in HTTPS_PROXY, before the name of its host.</source>
   <translation>Geben Sie Benutzer und Passwort des Proxys in HTTPS_PROXY an, vor dem Namen seines Rechners.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Try again later: the server is busy or being repaired.</source>
   <translation>Versuchen Sie es später noch einmal: Der Server ist überlastet oder wird gewartet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/checkpoints/transfer_errors.py" />
   <source>Check the address of the mirror; without one, the file may have moved: tell DeepSat's authors.</source>
   <translation>Prüfen Sie die Adresse des Spiegelservers; ohne einen ist die Datei vielleicht umgezogen: Sagen Sie es den Autoren von DeepSat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/class_map.py" />
   <source>at most {0} classes</source>
   <translation>höchstens {0} Klassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/class_map.py" />
   <source>Choose the field that names the class; an identifier of each polygon is none.</source>
   <translation>Wählen Sie das Feld, das die Klasse nennt; eine Kennung jedes Polygons ist keine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/devices.py" />
   <source>{0} ({1}) is not used: {2}.</source>
   <translation>{0} ({1}) wird nicht verwendet: {2}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/devices.py" />
   <source>{0} ({1} threads)</source>
   <translation>{0} ({1} Threads)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/devices.py" />
   <source>{0} ({1} thread)</source>
   <translation>{0} ({1} Thread)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/devices.py" />
   <source>a device that works, one of: {0}</source>
   <translation>ein Gerät, das funktioniert, eines von: {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/devices.py" />
   <source>Choose one of these devices, or 'auto' for the best of them.</source>
   <translation>Wählen Sie eines dieser Geräte oder 'auto' für das beste davon.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/doctor.py" />
   <source>Checking {0} ...</source>
   <translation>{0} wird geprüft …</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/doctor.py" />
   <source>Everything works.</source>
   <translation>Alles funktioniert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/doctor.py" />
   <source>Something does not work.</source>
   <translation>Etwas funktioniert nicht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/doctor.py" />
   <source>Running a convolution on each device ...</source>
   <translation>Auf jedem Gerät wird eine Faltung gerechnet …</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/encoders/band_adaptation.py" />
   <source>Choose a checkpoint as DeepSat writes it, unchanged.</source>
   <translation>Wählen Sie einen Checkpoint, wie DeepSat ihn schreibt, unverändert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/encoders/band_adaptation.py" />
   <source>at least one of the checkpoint's bands {0}</source>
   <translation>mindestens einer der Kanäle {0} des Checkpoints</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/encoders/band_adaptation.py" />
   <source>Name the raster's bands (such as Red, Green, Blue, NIR) or their wavelengths, or start from 'random'.</source>
   <translation>Benennen Sie die Kanäle des Rasters (etwa Red, Green, Blue, NIR) oder ihre Wellenlängen, oder gehen Sie von 'random' aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Opening the model.</source>
   <translation>Das Modell wird geöffnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Writing the network and the forest as ONNX.</source>
   <translation>Netz und Random Forest werden als ONNX geschrieben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Comparing the file with the model.</source>
   <translation>Die Datei wird mit dem Modell verglichen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Exported the model in {0} s.</source>
   <translation>Modell in {0} s exportiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>a model of a single image</source>
   <translation>ein Modell eines einzelnen Bildes</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>one of change between two dates: how DeepSat brings images to its dates is no part of a network</source>
   <translation>eines der Veränderung zwischen zwei Zeitpunkten: Wie DeepSat Bilder auf seine Zeitpunkte bringt, ist kein Teil eines Netzes</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>one of a time series: how DeepSat brings images to its dates is no part of a network</source>
   <translation>eines einer Zeitreihe: Wie DeepSat Bilder auf ihre Zeitpunkte bringt, ist kein Teil eines Netzes</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Map with it in DeepSat, or fine-tune on a single image.</source>
   <translation>Kartieren Sie damit in DeepSat, oder trainieren Sie auf einem einzelnen Bild.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>a map with the imagery's own pixels, as Deepness takes it</source>
   <translation>eine Karte mit den Pixeln der Bilddaten, wie Deepness sie nimmt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>a model whose map is {0} times finer</source>
   <translation>ein Modell, dessen Karte {0}-mal feiner ist</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Export it in the format onnx, or fine-tune with a scale of 1.</source>
   <translation>Exportieren Sie es im Format onnx, oder trainieren Sie mit dem Maßstab 1.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>a model of 8-bit imagery, as Deepness reads no other</source>
   <translation>ein Modell von 8-Bit-Bilddaten, denn Deepness liest keine anderen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Export it in the format onnx; or stretch the imagery to 8 bits (GDAL: Translate, Byte, with a scale) and fine-tune on that.</source>
   <translation>Exportieren Sie es im Format onnx; oder strecken Sie die Bilddaten auf 8 Bit (GDAL: Translate, Byte, mit Skalierung), und trainieren Sie darauf.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>a file that gives the model's class on {0} of the pixels</source>
   <translation>eine Datei, die auf {0} der Pixel die Klasse des Modells nennt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>{0} of {1} pixels on {2}; nothing was written</source>
   <translation>{0} von {1} Pixeln auf {2}; nichts wurde geschrieben</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Please report it, with the versions that “deepsat doctor” tells.</source>
   <translation>Bitte melden Sie es, mit den Versionen, die „deepsat doctor“ nennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>{0}, {1} of the answer</source>
   <translation>{0}, {1} der Antwort</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>forest of {0} trees, {1} of the answer</source>
   <translation>Random Forest mit {0} Bäumen, {1} der Antwort</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>division of pixels by {0}</source>
   <translation>Teilung der Pixel durch {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>NoData, scale and normalisation</source>
   <translation>NoData, Skalierung und Normalisierung</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Bands are not looked up by name outside of DeepSat: hand them over as {0}, in this order.</source>
   <translation>Außerhalb von DeepSat werden Kanäle nicht nach Namen gesucht: Übergeben Sie sie als {0}, in dieser Reihenfolge.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Masks and transparency of rasters are not in the file; NoData values are.</source>
   <translation>Masken und Transparenz von Rastern sind nicht in der Datei, NoData-Werte schon.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Deepness does not know NoData: where a raster has none of the bands, it shows the class {0}.</source>
   <translation>Deepness kennt kein NoData: Wo ein Raster keinen der Kanäle hat, zeigt es die Klasse {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Deepness cuts tiles where they overlap, and DeepSat blends them: at the seams the maps may differ.</source>
   <translation>Deepness schneidet Kacheln, wo sie überlappen, und DeepSat überblendet sie: An den Nähten können sich die Karten unterscheiden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>Tiles are mapped one by one: let them overlap by {0} pixels, and blend or cut them there.</source>
   <translation>Kacheln werden einzeln kartiert: Lassen Sie sie um {0} Pixel überlappen, und überblenden oder schneiden Sie sie dort.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/run.py" />
   <source>The file was not compared with the model: onnxruntime is not installed, or the raster's middle is empty.</source>
   <translation>Die Datei wurde nicht mit dem Modell verglichen: onnxruntime ist nicht installiert, oder die Mitte des Rasters ist leer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/samples.py" />
   <source>made-up values</source>
   <translation>erdachten Werten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/samples.py" />
   <source>a raster whose bands are stored as those that the model was made from: its file knows no others</source>
   <translation>ein Raster, dessen Kanäle so gespeichert sind wie die, aus denen das Modell gemacht wurde: Seine Datei kennt keine anderen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/export/samples.py" />
   <source>Choose the raster that the model was made from, or one that is stored alike.</source>
   <translation>Wählen Sie das Raster, aus dem das Modell gemacht wurde, oder eines, das ebenso gespeichert ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/extras.py" />
   <source>Install it with: "{0}" -m pip install {1}</source>
   <translation>Installieren Sie es mit: "{0}" -m pip install {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>Please report it with the details.</source>
   <translation>Bitte melden Sie ihn mit den Details.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>an environment in which every dependency can be imported</source>
   <translation>eine Umgebung, in der sich alles Nötige importieren lässt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>Install the worker environment again.</source>
   <translation>Installieren Sie die Rechenumgebung noch einmal.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>enough free memory for the job</source>
   <translation>genug freier Arbeitsspeicher für die Aufgabe</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>an allocation that failed</source>
   <translation>eine Anforderung, die fehlschlug</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>Close other programs, or choose the device 'cpu' if this was a GPU.</source>
   <translation>Schließen Sie andere Programme, oder wählen Sie das Gerät 'cpu', wenn dies eine GPU war.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>enough free space for the outputs and temporary files</source>
   <translation>genug freier Platz für die Ausgaben und temporäre Dateien</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>no space left</source>
   <translation>kein Platz mehr</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/failures.py" />
   <source>Free some space, or choose another disk for the output.</source>
   <translation>Schaffen Sie Platz, oder wählen Sie für die Ausgabe einen anderen Datenträger.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/candidates.py" />
   <source>fine-tuned network</source>
   <translation>trainiertes Netz</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/candidates.py" />
   <source>fitted head</source>
   <translation>angepasster Kopf</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/candidates.py" />
   <source>random forest</source>
   <translation>Random Forest</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/candidates.py" />
   <source>{0} random forest, {1} fine-tuned network</source>
   <translation>{0} Random Forest, {1} trainiertes Netz</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/candidates.py" />
   <source>{0} random forest, {1} fitted head</source>
   <translation>{0} Random Forest, {1} angepasster Kopf</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/checkpoints.py" />
   <source>Of {0} bands {1} are unknown to the checkpoint {2}, so training starts from random weights.</source>
   <translation>Von {0} Kanälen sind {1} dem Checkpoint {2} unbekannt, deshalb beginnt das Training mit zufälligen Gewichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/checkpoints.py" />
   <source>Band {0} is unknown to the checkpoint {1}, so training starts from random weights.</source>
   <translation>Der Kanal {0} ist dem Checkpoint {1} unbekannt, deshalb beginnt das Training mit zufälligen Gewichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/checkpoints.py" />
   <source>Bands {0} are unknown to the checkpoint {1}, so training starts from random weights.</source>
   <translation>Die Kanäle {0} sind dem Checkpoint {1} unbekannt, deshalb beginnt das Training mit zufälligen Gewichten.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>Training continues from the model {0}, which is made of: {1}.</source>
   <translation>Das Training geht vom Modell {0} aus, das besteht aus: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>That model's network has learnt from labels already; scores on held-out polygons that were among them lean to the optimistic side.</source>
   <translation>Das Netz dieses Modells hat schon aus Labels gelernt; Werte auf zurückgehaltenen Polygonen, die darunter waren, fallen eher zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>Class '{0}' is what that model knows as {1}.</source>
   <translation>Die Klasse „{0}“ kennt dieses Modell als {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>{0} {1} of that model {2} no labels and {3} not mapped any more.</source>
   <translation>{1} dieses Modells: ohne Labels und nicht mehr kartiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>Class {0}: new, not known to that model.</source>
   <translation>Klasse {0}: neu, diesem Modell nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>Classes {0}: new, not known to that model.</source>
   <translation>Klassen {0}: neu, diesem Modell nicht bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/continuing.py" />
   <source>A class with another name is a new one: what the model knew of it by its old name is not used.</source>
   <translation>Eine Klasse mit anderem Namen ist eine neue: Was das Modell unter dem alten Namen von ihr wusste, wird nicht verwendet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/frozen.py" />
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Looking at the scene.</source>
   <translation>Die Szene wird angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/frozen.py" />
   <source>Gathering what the network sees at {0} labelled pixels.</source>
   <translation>Was das Netz an {0} gelabelten Pixeln sieht, wird gesammelt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/making.py" />
   <source>Fitting head and forest.</source>
   <translation>Kopf und Random Forest werden angepasst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/making.py" />
   <source>Head and forest are fitted.</source>
   <translation>Kopf und Random Forest sind angepasst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/making.py" />
   <source>Of {0} polygons {1} are learnt from, drawn at random; all would take too long.</source>
   <translation>Von {0} Polygonen wird aus {1} gelernt, zufällig gezogen; alle würden zu lange dauern.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Fine-tuning on {0}</source>
   <translation>Training auf {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>{0} steps tried, {1} kept</source>
   <translation>{0} Schritte erprobt, {1} behalten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>{0} polygons were held out, and the model that is scored here learnt from all others; {1} by halves of a single polygon, which says little. The model itself learnt from every polygon.</source>
   <translation>{0} Polygone wurden zurückgehalten, und das Modell, das hier bewertet wird, hat aus allen anderen gelernt; {1} nach Hälften eines einzigen Polygons, was wenig sagt. Das Modell selbst hat aus jedem Polygon gelernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>{0} polygons were held out, and the model that is scored here learnt from all others; {1} by halves of a single polygon, which says little.</source>
   <translation>{0} Polygone wurden zurückgehalten, und das Modell, das hier bewertet wird, hat aus allen anderen gelernt; {1} nach Hälften eines einzigen Polygons, was wenig sagt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>{0} polygons were held out, and the model that is scored here learnt from all others. The model itself learnt from every polygon.</source>
   <translation>{0} Polygone wurden zurückgehalten, und das Modell, das hier bewertet wird, hat aus allen anderen gelernt. Das Modell selbst hat aus jedem Polygon gelernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>{0} polygons were held out, and the model that is scored here learnt from all others.</source>
   <translation>{0} Polygone wurden zurückgehalten, und das Modell, das hier bewertet wird, hat aus allen anderen gelernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Each of {0} polygons was held out once, and scored by a model that learnt from the others; {1} by halves of a single polygon, which says little. The model itself learnt from every polygon.</source>
   <translation>Jedes von {0} Polygonen wurde einmal zurückgehalten und von einem Modell bewertet, das aus den anderen gelernt hat; {1} nach Hälften eines einzigen Polygons, was wenig sagt. Das Modell selbst hat aus jedem Polygon gelernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Each of {0} polygons was held out once, and scored by a model that learnt from the others; {1} by halves of a single polygon, which says little.</source>
   <translation>Jedes von {0} Polygonen wurde einmal zurückgehalten und von einem Modell bewertet, das aus den anderen gelernt hat; {1} nach Hälften eines einzigen Polygons, was wenig sagt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Each of {0} polygons was held out once, and scored by a model that learnt from the others. The model itself learnt from every polygon.</source>
   <translation>Jedes von {0} Polygonen wurde einmal zurückgehalten und von einem Modell bewertet, das aus den anderen gelernt hat. Das Modell selbst hat aus jedem Polygon gelernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Each of {0} polygons was held out once, and scored by a model that learnt from the others.</source>
   <translation>Jedes von {0} Polygonen wurde einmal zurückgehalten und von einem Modell bewertet, das aus den anderen gelernt hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/preparation.py" />
   <source>{0} labelled pixels in {1} polygons.</source>
   <translation>{0} gelabelte Pixel in {1} Polygonen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/preparation.py" />
   <source>The series shows {0} points in time, and {1} has a single polygon: fields of one class change in different ways, so the map can be worse than that of one date. Draw polygons in other fields of the class, or take fewer dates.</source>
   <translation>Die Zeitreihe zeigt {0} Zeitpunkte, und {1} hat ein einziges Polygon: Felder einer Klasse verändern sich verschieden, sodass die Karte schlechter sein kann als die eines einzigen Termins. Zeichnen Sie Polygone in anderen Feldern der Klasse, oder nehmen Sie weniger Termine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/preparation.py" />
   <source>The series shows {0} points in time, and {1} have a single polygon: fields of one class change in different ways, so the map can be worse than that of one date. Draw polygons in other fields of the class, or take fewer dates.</source>
   <translation>Die Zeitreihe zeigt {0} Zeitpunkte, und {1} haben ein einziges Polygon: Felder einer Klasse verändern sich verschieden, sodass die Karte schlechter sein kann als die eines einzigen Termins. Zeichnen Sie Polygone in anderen Feldern der Klasse, oder nehmen Sie weniger Termine.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>Looking at the bands.</source>
   <translation>Die Kanäle werden angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Reading the labels.</source>
   <translation>Die Labels werden gelesen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>memory for {0} chips of {1} pixels on {2}</source>
   <translation>Speicher für {0} Ausschnitte von {1} Pixeln auf {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <location filename="../../core/deepsat/predict/engine.py" />
   <location filename="../../core/deepsat/preview/run.py" />
   <source>too little free memory</source>
   <translation>zu wenig freier Speicher</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <location filename="../../core/deepsat/predict/engine.py" />
   <source>Close other programs that use it, or choose the device 'cpu'.</source>
   <translation>Schließen Sie andere Programme, die ihn benutzen, oder wählen Sie das Gerät 'cpu'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>the scale {0}, as that of the model to continue from</source>
   <translation>der Maßstab {0}, wie der des Modells, mit dem weitergemacht wird</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>Set the scale to the model's, or start from a checkpoint.</source>
   <translation>Setzen Sie den Maßstab auf den des Modells, oder gehen Sie von einem Checkpoint aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>Writing the model.</source>
   <translation>Das Modell wird geschrieben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>Fine-tuned in {0} s: {1}</source>
   <translation>In {0} s trainiert: {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>The limit of {0} min ended the training of all weights after {1} of {2} steps; with more time the map may be better. How many steps fit differs from run to run.</source>
   <translation>Die Grenze von {0} min beendete das Training aller Gewichte nach {1} von {2} Schritten; mit mehr Zeit wird die Karte vielleicht besser. Wie viele Schritte hineinpassen, ist von Lauf zu Lauf verschieden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>The limit of {0} min ended the training on all polygons after {1} of {2} steps; the scores are those of a training that took all of them.</source>
   <translation>Die Grenze von {0} min hat das Training auf allen Polygonen nach {1} von {2} Schritten beendet; die Bewertung ist die eines Trainings, das alle gemacht hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>The limit of {0} min left no time to train on all polygons, so the weights of the network stay as they were.</source>
   <translation>Die Grenze von {0} min ließ keine Zeit, auf allen Polygonen zu trainieren; die Gewichte des Netzes bleiben, wie sie waren.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>No polygon could be held out, so nothing is known about the model's skill.</source>
   <translation>Kein Polygon konnte zurückgehalten werden, also ist über die Güte des Modells nichts bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>The held-out polygons also chose what the model consists of and when training stopped, so their scores lean to the optimistic side.</source>
   <translation>Die zurückgehaltenen Polygone haben auch bestimmt, woraus das Modell besteht und wann das Training endete, deshalb fallen ihre Werte eher zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/run.py" />
   <source>The held-out polygons also chose what the model consists of, so their scores lean to the optimistic side.</source>
   <translation>Die zurückgehaltenen Polygone haben auch bestimmt, woraus das Modell besteht, deshalb fallen ihre Werte eher zu gut aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/subject.py" />
   <source>Choose a model that was fine-tuned on land cover, or a checkpoint.</source>
   <translation>Wählen Sie ein Modell, das auf Landbedeckung trainiert wurde, oder einen Checkpoint.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/training.py" />
   <source>Went on from step {0} of a run that was interrupted.</source>
   <translation>Ab Schritt {0} eines unterbrochenen Laufs fortgesetzt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/training.py" />
   <source>Training all weights: step {0} of at most {1}.</source>
   <translation>Alle Gewichte werden trainiert: Schritt {0} von höchstens {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finite.py" />
   <source>a training whose numbers stay finite</source>
   <translation>ein Training, dessen Zahlen endlich bleiben</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finite.py" />
   <source>Look for values in the imagery that no sensor measures, such as NoData that is not declared, or start over with another seed.</source>
   <translation>Suchen Sie in den Bildern nach Werten, die kein Sensor misst, etwa nicht angegebenes NoData, oder beginnen Sie mit einem anderen Startwert von vorn.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/archives.py" />
   <source>Download the archive again, or unpack it with another program and choose its folder.</source>
   <translation>Laden Sie das Archiv noch einmal herunter, oder packen Sie es mit einem anderen Programm aus und wählen Sie seinen Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/categorical_raster.py" />
   <source>{0} lies on another grid and was brought onto the map's by nearest neighbour.</source>
   <translation>{0} liegt auf einem anderen Gitter und wurde mit nächstem Nachbarn auf das der Karte gebracht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/categorical_raster.py" />
   <location filename="../../core/deepsat/labels/class_values.py" />
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>values of type {0}</source>
   <translation>Werte vom Typ {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/categorical_raster.py" />
   <source>a raster of whole numbers that stand for classes</source>
   <translation>ein Raster ganzer Zahlen, die für Klassen stehen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/coregistration.py" />
   <source>rasters of one place, which covers {0}</source>
   <translation>Raster eines Ortes, der {0} abdeckt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/coregistration.py" />
   <source>{0}, which covers {1} in the same CRS</source>
   <translation>{0} mit der Ausdehnung {1} im selben KBS</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/coregistration.py" />
   <source>Choose rasters of one place, and check that the CRS of each is right.</source>
   <translation>Wählen Sie Raster eines Ortes, und prüfen Sie, ob das KBS von jedem stimmt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/date_stacks.py" />
   <source>Give the dates that the raster stacks, and bring the bands of each date together, named alike, or write the date into each band's name, such as B04_2021-06-17.</source>
   <translation>Geben Sie die Aufnahmedaten an, die das Raster stapelt, und ordnen Sie die Kanäle jedes Datums zusammen und gleich benannt an, oder schreiben Sie das Datum in den Namen jedes Kanals, etwa B04_2021-06-17.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/delivered_masks.py" />
   <source>Download the mask again, or move it away: clouds are not hidden then.</source>
   <translation>Laden Sie die Maske neu herunter, oder verschieben Sie sie anderswohin: Wolken werden dann nicht ausgeblendet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/delivered_masks.py" />
   <source>Shadow, heavy haze and cloud are hidden as Planet's masks tell: {0}.</source>
   <translation>Schatten, starker Dunst und Wolken sind ausgeblendet, wo Planets Masken sie zeigen: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/delivered_masks.py" />
   <source>Radiances, which change with the sun from day to day: {0}. Planet's surface reflectance (AnalyticMS_SR) suits several dates better.</source>
   <translation>Strahldichten, die sich mit der Sonne von Tag zu Tag ändern: {0}. Für mehrere Zeitpunkte eignet sich Planets Oberflächenreflexion (AnalyticMS_SR) besser.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/estimating.py" />
   <source>Check the cloud masks, which hide what is not 0, bands such as SCL, and the raster's NoData value.</source>
   <translation>Prüfen Sie die Wolkenmasken, die ausblenden, was nicht 0 ist, Kanäle wie SCL und den NoData-Wert des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/estimating.py" />
   <source>a raster with data in all bands somewhere</source>
   <translation>ein Raster, das irgendwo in allen Kanälen Daten hat</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/estimating.py" />
   <source>NoData in every pixel of {0}</source>
   <translation>NoData in jedem Pixel von {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/estimating.py" />
   <source>Check the raster's NoData value, and that it shows something in QGIS.</source>
   <translation>Prüfen Sie den NoData-Wert des Rasters, und ob es in QGIS etwas zeigt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/estimating.py" />
   <source>Looking for pixels with data: {0} of the scene.</source>
   <translation>Suche nach Pixeln mit Daten: {0} der Szene.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/file_dates.py" />
   <source>Not in {0}, so names or tags tell the dates: {1}.</source>
   <translation>Nicht in {0}, deshalb sagen Namen oder Tags das Aufnahmedatum: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>an extent that overlaps the raster, which covers {0}</source>
   <translation>eine Ausdehnung, die das Raster überlappt, das {0} bedeckt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>the extent {0}</source>
   <translation>die Ausdehnung {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>Give an extent within that of the raster, in the raster's own CRS.</source>
   <translation>Geben Sie eine Ausdehnung innerhalb der des Rasters an, im KBS des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>The projection stretches areas along a row: near the edges they are up to {0} wrong. For areas to quote, warp the map to an equal-area projection, by the nearest neighbour.</source>
   <translation>Die Projektion verzerrt Flächen entlang einer Zeile: Nahe den Rändern sind sie bis zu {0} falsch. Für Flächen, die Sie angeben wollen, transformieren Sie die Karte in eine flächentreue Projektion, nach dem nächsten Nachbarn.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>Warp the raster to a north-up grid, for example with QGIS' Warp (reproject), and use the result.</source>
   <translation>Transformieren Sie das Raster auf ein Gitter mit Norden oben, etwa in QGIS mit „Transformieren (reprojizieren)“, und nehmen Sie das Ergebnis.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>Assign the raster's CRS, for example with QGIS' Assign projection.</source>
   <translation>Weisen Sie dem Raster sein KBS zu, etwa in QGIS mit „Projektion zuweisen“.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>Assign or warp the raster to a projected CRS, for example its UTM zone.</source>
   <translation>Weisen Sie dem Raster ein projiziertes KBS zu oder transformieren Sie es dorthin, etwa in seine UTM-Zone.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/grid.py" />
   <source>Georeference the raster first.</source>
   <translation>Georeferenzieren Sie das Raster zuerst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/image_groups.py" />
   <source>No date is known of {0}: a series needs it.</source>
   <translation>Von {0} ist kein Datum bekannt: Eine Zeitreihe braucht es.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/image_groups.py" />
   <source>Give each raster its date, in its name as 2021-06-17 or in a table dates.csv beside the rasters, or leave out those without.</source>
   <translation>Geben Sie jedem Raster sein Datum, in seinem Namen wie 2021-06-17 oder in einer Tabelle dates.csv neben den Rastern, oder lassen Sie die ohne Datum weg.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>Left out, since slopes are taken into account in FRE: SRE.</source>
   <translation>Weggelassen, da FRE die Hangneigung berücksichtigt: SRE.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>Name the files by their bands, for example B04.tif or red.tif, or give each raster its date.</source>
   <translation>Benennen Sie die Dateien nach ihren Kanälen, zum Beispiel B04.tif oder red.tif, oder geben Sie jedem Raster sein Datum.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>Take away what is no imagery or a stack of the same bands, or give the images their dates.</source>
   <translation>Nehmen Sie weg, was kein Bild oder ein Stapel derselben Kanäle ist, oder geben Sie jedem Bild sein Datum.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>The metadata of the Sentinel-2 products (MTD_MSIL2A.xml) are missing, so their numbers are taken as they are stored: those processed since January 2022 lie 1000 higher than older ones.</source>
   <translation>Die Metadaten der Produkte von Sentinel-2 (MTD_MSIL2A.xml) fehlen, deshalb gelten ihre Zahlen, wie sie gespeichert sind: Die seit Januar 2022 verarbeiteten liegen um 1000 höher als ältere.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>The metadata of the Landsat products (MTL.txt) are missing, so their numbers are taken as stored.</source>
   <translation>Die Metadaten der Produkte von Landsat (MTL.txt) fehlen, deshalb gelten ihre Zahlen, wie sie gespeichert sind.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>Left out, being no bands to map from: {0}.</source>
   <translation>Weggelassen, weil aus ihnen nicht kartiert wird: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <source>Left out, being maps that DeepSat made: {0}.</source>
   <translation>Weggelassen, weil sie Karten von DeepSat sind: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/images.py" />
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>Choose products of one kind, whole, as they were downloaded.</source>
   <translation>Wählen Sie Produkte einer Art, ganz und so, wie sie heruntergeladen wurden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/moments.py" />
   <source>images of the time of year that the model knows, {0} to {1}</source>
   <translation>Bilder aus der Jahreszeit, die das Modell kennt, {0} bis {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/moments.py" />
   <source>images of {0} to {1}</source>
   <translation>Bilder von {0} bis {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/moments.py" />
   <source>Add images of that season, or fine-tune a model on these.</source>
   <translation>Fügen Sie Bilder dieser Jahreszeit hinzu, oder trainieren Sie ein Modell auf diesen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/mosaics.py" />
   <source>the bands of {0} in all rasters side by side: {1}</source>
   <translation>die Kanäle von {0} in allen Rastern nebeneinander: {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/mosaics.py" />
   <source>Bring all rasters to the same bands, type, scale and NoData value, or map them one by one.</source>
   <translation>Bringen Sie alle Raster auf dieselben Kanäle, Typen, Skalierungen und NoData-Werte, oder kartieren Sie sie einzeln.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/mosaics.py" />
   <source>Bring all rasters to one CRS and grid, for example with QGIS' Warp (reproject), or map them one by one.</source>
   <translation>Bringen Sie alle Raster auf ein KBS und Gitter, etwa in QGIS mit „Transformieren (reprojizieren)“, oder kartieren Sie sie einzeln.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/named_imagery.py" />
   <source>Not taken, since rasters lie beside them: those in the folders {0}.</source>
   <translation>Nicht genommen, weil Raster daneben liegen: die in den Ordnern {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/named_imagery.py" />
   <source>Archives that cannot be opened are not taken: {0}.</source>
   <translation>Archive, die sich nicht öffnen lassen, werden nicht genommen: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/named_imagery.py" />
   <source>Check the rasters, and that dates and masks are given for each of them or for none.</source>
   <translation>Prüfen Sie die Raster, und ob Aufnahmedaten und Masken für jedes von ihnen angegeben sind oder für keines.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Bands {0} have values far beyond all others, such as {1}, on up to {2} of the pixels: they count as missing. Declare what shows no ground as the raster's NoData value.</source>
   <translation>Die Kanäle {0} haben auf bis zu {2} der Pixel Werte weit jenseits aller anderen, etwa {1}: Sie zählen als fehlend. Erklären Sie, was keinen Boden zeigt, zum NoData-Wert des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Band {0} has values far beyond all others, such as {1}, on up to {2} of the pixels: they count as missing. Declare what shows no ground as the raster's NoData value.</source>
   <translation>Der Kanal {0} hat auf bis zu {2} der Pixel Werte weit jenseits aller anderen, etwa {1}: Sie zählen als fehlend. Erklären Sie, was keinen Boden zeigt, zum NoData-Wert des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Band {0} has the value {1} everywhere and tells nothing.</source>
   <translation>Der Kanal {0} hat überall den Wert {1} und sagt nichts.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Bands {0} have one value everywhere and tell nothing.</source>
   <translation>Die Kanäle {0} haben überall einen einzigen Wert und sagen nichts.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Bands {0} have no data on up to {1} of the pixels that most bands cover; there they count as their means.</source>
   <translation>Die Kanäle {0} haben auf bis zu {1} der Pixel, die die meisten Kanäle bedecken, keine Daten; dort gelten ihre Mittel.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>Band {0} has no data on about {1} of the pixels that most bands cover; there it counts as its mean.</source>
   <translation>Der Kanal {0} hat auf etwa {1} der Pixel, die die meisten Kanäle bedecken, keine Daten; dort gilt sein Mittel.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>All bands are {0} on about {1} of the pixels, which count as data. If they show no ground, such as the frame of an image, declare {2} as the raster's NoData value.</source>
   <translation>Alle Kanäle haben auf etwa {1} der Pixel den Wert {0}; diese Pixel zählen als Daten. Zeigen sie keinen Boden, wie der Rand eines Bildes, so erklären Sie {2} zum NoData-Wert des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>All bands of {0} are {1} on about {2} of the pixels, which count as data. If they show no ground, such as the frame of an image, declare {3} as this raster's NoData value.</source>
   <translation>Alle Kanäle von {0} haben auf etwa {2} der Pixel den Wert {1}; diese Pixel zählen als Daten. Zeigen sie keinen Boden, wie der Rand eines Bildes, so erklären Sie {3} zum NoData-Wert dieses Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/normalisation.py" />
   <source>All bands are {0} on up to {1} of the pixels of {2}, which count as data. If they show no ground, such as the frame of an image, declare {3} as the NoData value of these rasters.</source>
   <translation>Alle Kanäle von {2} haben auf bis zu {1} der Pixel den Wert {0}; diese Pixel zählen als Daten. Zeigen sie keinen Boden, wie der Rand eines Bildes, so erklären Sie {3} zum NoData-Wert dieser Raster.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>the bands of {0} in every raster of the series</source>
   <translation>die Kanäle von {0} in jedem Raster der Zeitreihe</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>Bring all dates to the same bands, with the same names.</source>
   <translation>Bringen Sie alle Zeitpunkte auf dieselben Kanäle, mit denselben Namen; wo sie keine haben, auf gleich viele.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>Not used, since {0} lacks them: {1}.</source>
   <translation>Nicht verwendet, weil sie in {0} fehlen: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>Resampled to the grid of {0}: {1}.</source>
   <translation>Auf das Gitter von {0} umgerechnet: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>Rasters side by side are of several dates, {0}.</source>
   <translation>Raster nebeneinander stammen von mehreren Tagen, {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>The rasters tell no dates, so they count in the order given, and so must those that the model will map. With dates it can map other years, and fill clouds from the days before and after.</source>
   <translation>Die Raster nennen kein Aufnahmedatum, deshalb zählen sie in der angegebenen Reihenfolge, und ebenso müssen es die, die das Modell kartieren wird. Mit Aufnahmedaten kann es andere Jahre kartieren und Wolken aus den Tagen davor und danach füllen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/opening.py" />
   <source>Averaged, being of one day: the images of {0}.</source>
   <translation>Gemittelt, weil von einem Tag: die Bilder von {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>some of the bands {0} after the change too</source>
   <translation>einige der Kanäle {0} auch nach der Veränderung</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>Bring both dates to the same bands, with the same names; where they have none, to as many.</source>
   <translation>Bringen Sie beide Zeitpunkte auf dieselben Kanäle, mit denselben Namen; wo sie keine haben, auf gleich viele.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>Left out, as only one of the dates has them: {0}.</source>
   <translation>Weggelassen, weil nur einer der Zeitpunkte sie hat: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>Resampled to the grid of {0}: {1}. Where the two do not lie exactly on each other, edges look like change.</source>
   <translation>Auf das Gitter von {0} umgerechnet: {1}. Wo die beiden nicht genau aufeinander liegen, sehen Kanten wie Veränderung aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/pair.py" />
   <source>The first date, {0} of {1}, is later than the second, {2} of {3}: what appeared in between counts as gone, and the other way round. Exchange the two where that is not meant.</source>
   <translation>Der erste Zeitpunkt, {0} vom {1}, liegt nach dem zweiten, {2} vom {3}: Was dazwischen entstanden ist, zählt als verschwunden, und umgekehrt. Vertauschen Sie die beiden, wenn das nicht gemeint ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/products.py" />
   <source>Download the product again, whole.</source>
   <translation>Laden Sie das Produkt noch einmal herunter, vollständig.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_files.py" />
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a folder with rasters</source>
   <translation>ein Ordner mit Rastern</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_files.py" />
   <source>Choose a folder whose rasters end in {0}. Labels and DeepSat's own maps do not count, nor does what lies more than {1} folders deep.</source>
   <translation>Wählen Sie einen Ordner, dessen Raster auf {0} enden. Labels und eigene Karten von DeepSat zählen nicht, auch nicht, was mehr als {1} Ordner tief liegt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_files.py" />
   <source>Take away what is no imagery, or choose the rasters or the folders themselves.</source>
   <translation>Nehmen Sie weg, was kein Bild ist, oder wählen Sie die Raster oder die Ordner selbst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_findings.py" />
   <source>Band {0} is taken as transparency, not as data. If it holds data, name it, for example NIR, or set the raster's NoData value.</source>
   <translation>Der Kanal {0} gilt als Transparenz, nicht als Daten. Wenn er Daten enthält, benennen Sie ihn, etwa NIR, oder setzen Sie den NoData-Wert des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_findings.py" />
   <source>The raster has a colour table: its values are numbers of colours, not measurements. Convert the raster to RGB, or take the image that it was made from.</source>
   <translation>Das Raster hat eine Farbtabelle: Seine Werte sind Nummern von Farben, keine Messwerte. Wandeln Sie es in RGB um, oder nehmen Sie das Bild, aus dem es entstanden ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_findings.py" />
   <source>The metadata of the EnMAP product (METADATA.XML) are missing or of other bands, so wavelengths are not known, and numbers are taken as they are stored.</source>
   <translation>Die Metadaten des Produkts von EnMAP (METADATA.XML) fehlen oder gehören zu anderen Kanälen, deshalb sind Wellenlängen unbekannt, und Zahlen gelten, wie sie gespeichert sind.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_findings.py" />
   <source>Rasters side by side are read as one: {0}.</source>
   <translation>Raster nebeneinander werden als eines gelesen: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>{0}, which GDAL cannot open ({1})</source>
   <translation>{0}, was GDAL nicht öffnen kann ({1})</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <source>Check the path, and that the file opens in QGIS as a raster layer.</source>
   <translation>Prüfen Sie den Pfad, und ob sich die Datei in QGIS als Rasterlayer öffnen lässt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <source>Choose a raster with 1 to {0} bands, or save fewer with QGIS' Rearrange bands; of a container file, choose one of its layers.</source>
   <translation>Wählen Sie ein Raster mit 1 bis {0} Kanälen, oder speichern Sie weniger mit „Kanäle neu anordnen“ von QGIS; bei einer Containerdatei einen ihrer Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <source>Convert the raster to one of {0}.</source>
   <translation>Wandeln Sie das Raster in eines von {0} um.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <source>a raster that can be read from end to end</source>
   <translation>ein Raster, das sich von Anfang bis Ende lesen lässt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/raster_scene.py" />
   <location filename="../../deepsat_qgis/layers/raster_file.py" />
   <source>Copy or download the raster again, and check that its disk is still connected.</source>
   <translation>Kopieren Sie das Raster noch einmal oder laden Sie es neu herunter, und prüfen Sie, ob sein Datenträger noch verbunden ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>No ground was found in the images of {0}, but clouds or no data: the values of these dates come from the dates before and after.</source>
   <translation>Auf den Bildern von {0} ist kein Boden zu sehen, nur Wolken oder keine Daten: Die Werte dieser Zeitpunkte kommen von denen davor und danach.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>Not used, as the model knows no such time of year: images of {0}.</source>
   <translation>Nicht verwendet, weil das Modell diese Jahreszeit nicht kennt: Bilder von {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>The map may be wrong: the model knows {0} dates, and the imagery shows only one, {1}, whose values are repeated for all. Add images of the other times of year.</source>
   <translation>Die Karte kann falsch sein: Das Modell kennt {0} Zeitpunkte, und die Bilddaten zeigen nur einen, {1}, dessen Werte für alle wiederholt werden. Nehmen Sie Bilder der anderen Jahreszeiten hinzu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>The map may be wrong: the model knows {0} dates, and the imagery shows the ground near {1} of them only. Add images of the other times of year.</source>
   <translation>Die Karte kann falsch sein: Das Modell kennt {0} Zeitpunkte, und die Bilddaten zeigen den Boden nur nahe {1} davon. Nehmen Sie Bilder der anderen Jahreszeiten hinzu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>No image lies near {0}: values there are interpolated from other dates.</source>
   <translation>Kein Bild liegt nahe {0}: Die Werte dort werden aus anderen Zeitpunkten interpoliert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>No image lies near {0}: values there repeat those of the nearest date.</source>
   <translation>Kein Bild liegt nahe {0}: Die Werte dort wiederholen die des nächsten Zeitpunkts.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>The model was made from images without dates, so these count in the order of time.</source>
   <translation>Das Modell ist aus Bildern ohne Aufnahmedatum entstanden, deshalb zählen diese in zeitlicher Reihenfolge.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/series.py" />
   <source>Averaged, being of one time of year: images of {0}. Where the ground has changed between these years, map each by itself.</source>
   <translation>Gemittelt, weil aus einer Jahreszeit: Bilder von {0}. Wo sich der Boden zwischen diesen Jahren verändert hat, kartieren Sie jedes für sich.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stack_tags.py" />
   <source>The cloud mask {0} of {1} is gone, so nothing hides its clouds.</source>
   <translation>Die Wolkenmaske {0} von {1} ist nicht mehr da, deshalb werden ihre Wolken nicht ausgeblendet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacked_bands.py" />
   <source>Take one of the two files away, or give the images their dates.</source>
   <translation>Nehmen Sie eine der beiden Dateien weg, oder geben Sie jedem Bild sein Datum.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacked_bands.py" />
   <source>Files of single bands are read as one image: {0}.</source>
   <translation>Dateien einzelner Kanäle werden als ein Bild gelesen: {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacked_bands.py" />
   <source>Resampled to the finest pixels, those of {0}: {1}.</source>
   <translation>Auf die feinsten Pixel gebracht, die von {0}: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacked_bands.py" />
   <source>Clouds and their shadows are hidden by {0}.</source>
   <translation>Wolken und ihre Schatten werden durch {0} ausgeblendet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacked_bands.py" />
   <source>Take files of one image, or warp them to one CRS, for example with QGIS' Warp (reproject).</source>
   <translation>Nehmen Sie Dateien eines Bildes, oder bringen Sie sie in ein KBS, etwa in QGIS mit „Transformieren (reprojizieren)“.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacking.py" />
   <source>Looking for bands.</source>
   <translation>Kanäle werden gesucht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacking.py" />
   <source>Writing raster {0} of {1}.</source>
   <translation>Raster {0} von {1} wird geschrieben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/stacking.py" />
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <source>Choose another folder.</source>
   <translation>Wählen Sie einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/units.py" />
   <source>Take images of one kind, or bring all dates to the same unit.</source>
   <translation>Nehmen Sie Bilder einer Art, oder bringen Sie alle Zeitpunkte in dieselbe Einheit.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/units.py" />
   <source>Take images of one kind, or write scale and offset into the rasters that lack them.</source>
   <translation>Nehmen Sie Bilder einer Art, oder schreiben Sie Skala und Versatz in die Raster, denen sie fehlen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/usable_bands.py" />
   <source>Left out, {0} of {1} bands, being marked as bad in the raster: {2}.</source>
   <translation>Weggelassen, {0} von {1} Kanälen, weil im Raster als schlecht gekennzeichnet: {2}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/usable_bands.py" />
   <source>Left out, {0} of {1} bands, having no data: {2}.</source>
   <translation>Weggelassen, {0} von {1} Kanälen, weil ohne Daten: {2}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/usable_bands.py" />
   <source>Left out, {0} of {1} bands, having one value everywhere: {2}.</source>
   <translation>Weggelassen, {0} von {1} Kanälen, weil überall ein einziger Wert: {2}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/usable_bands.py" />
   <source>Left out, having no data on up to {0} of the pixels that most bands cover: {1}.</source>
   <translation>Weggelassen, weil auf bis zu {0} der Pixel, die die meisten Kanäle bedecken, ohne Daten: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/imagery/usable_bands.py" />
   <source>Band {0} has no data on about {1} of the pixels that most bands cover, so it is left out.</source>
   <translation>Der Kanal {0} hat auf etwa {1} der Pixel, die die meisten Kanäle bedecken, keine Daten und wird deshalb weggelassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/job_paths.py" />
   <source>inputs and outputs that do not overwrite each other</source>
   <translation>Eingaben und Ausgaben, die einander nicht überschreiben</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/job_paths.py" />
   <source>Choose other paths for the outputs.</source>
   <translation>Wählen Sie andere Pfade für die Ausgaben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/job_paths.py" />
   <source>Give the whole path of each output.</source>
   <translation>Geben Sie den ganzen Pfad jeder Ausgabe an.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>Mend the raster, or name the bands of both alike, or start from a checkpoint instead.</source>
   <translation>Reparieren Sie das Raster, oder benennen Sie die Kanäle beider gleich, oder gehen Sie von einem Checkpoint aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>the {0} band {1}</source>
   <translation>den {0} Kanal {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>the {0} bands {1}</source>
   <translation>die {0} Kanäle {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>{0} band {1}, without {2}</source>
   <translation>{0} Kanal {1}, ohne {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>{0} bands {1}, without {2}</source>
   <translation>{0} Kanäle {1}, ohne {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_matching.py" />
   <source>Use a raster of the same sensor, or name its bands or their wavelengths as the model does.</source>
   <translation>Nehmen Sie ein Raster desselben Sensors, oder benennen Sie seine Kanäle oder ihre Wellenlängen wie das Modell.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Band {0} is unknown to the {1}; only the head sees it.</source>
   <translation>Der Kanal {0} ist {1} unbekannt; nur der Kopf sieht ihn.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Bands {0} are unknown to the {1}; only the head sees them.</source>
   <translation>Die Kanäle {0} sind {1} unbekannt; nur der Kopf sieht sie.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Band {0} is unknown to the {1} and starts without influence.</source>
   <translation>Der Kanal {0} ist {1} unbekannt und beginnt ohne Einfluss.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Bands {0} are unknown to the {1} and start without influence.</source>
   <translation>Die Kanäle {0} sind {1} unbekannt und beginnen ohne Einfluss.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Of {0} bands the {1} knows {2}, {3}; only the head sees the others.</source>
   <translation>Von {0} Kanälen sind {1} {2} bekannt, {3}; die anderen sieht nur der Kopf.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/band_slots.py" />
   <source>Of {0} bands the {1} knows {2}, {3}; the others start without influence in the network.</source>
   <translation>Von {0} Kanälen sind {1} {2} bekannt, {3}; die anderen beginnen ohne Einfluss im Netz.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/bands.py" />
   <source>{0} bands from {1} to {2} nm</source>
   <translation>{0} Kanäle von {1} bis {2} nm</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_names.py" />
   <source>a folder for your own checkpoints that can be written to</source>
   <translation>ein Ordner für Ihre eigenen Checkpoints, in den geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_names.py" />
   <source>Allow writing there, or name another folder in the variable {0}.</source>
   <translation>Erlauben Sie das Schreiben dort, oder nennen Sie in der Variablen {0} einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_names.py" />
   <source>{0} or a folder with {1} or {2}</source>
   <translation>{0} oder ein Ordner mit {1} oder {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_names.py" />
   <source>no {0} in the folder {1}, and no {2}</source>
   <translation>kein {0} im Ordner {1} und kein {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/checkpoint_names.py" />
   <source>Choose a checkpoint from the list, or the folder of one or of a fine-tuned model.</source>
   <translation>Wählen Sie einen Checkpoint aus der Liste oder den Ordner eines Checkpoints oder eines trainierten Modells.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/date_tables.py" />
   <source>{0} names rasters that are not there: {1}.</source>
   <translation>{0} nennt Raster, die nicht da sind: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/date_tables.py" />
   <source>Correct the table, or remove it to take dates from the file names.</source>
   <translation>Berichtigen Sie die Tabelle, oder entfernen Sie sie, um die Aufnahmedaten aus den Dateinamen zu nehmen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/date_tables.py" />
   <source>a table of dates with the columns path and date, dates as YYYY-MM-DD</source>
   <translation>eine Tabelle mit den Spalten path und date, die Daten als JJJJ-MM-TT</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/jobs.py" />
   <source>settings that can be carried out</source>
   <translation>Einstellungen, die sich ausführen lassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/jobs.py" />
   <source>Correct these settings and start again.</source>
   <translation>Berichtigen Sie diese Einstellungen, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/listing.py" />
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>{0} and {1} more</source>
   <translation>{0} und {1} weitere</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/requests.py" />
   <source>Send one request a line.</source>
   <translation>Senden Sie eine Anfrage je Zeile.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/sentences.py" />
   <source>{0} (feature id {1}).</source>
   <translation>{0} (Objekt-ID {1}).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/jobs/sentences.py" />
   <source>{0} (feature ids {1}).</source>
   <translation>{0} (Objekt-IDs {1}).</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/class_values.py" />
   <source>Values {0} are one class, '{1}'.</source>
   <translation>Die Werte {0} sind eine Klasse, „{1}“.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/class_values.py" />
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>text or whole numbers in the field {0}</source>
   <translation>Text oder ganze Zahlen im Feld {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/class_values.py" />
   <location filename="../../core/deepsat/labels/features.py" />
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <location filename="../../deepsat_qgis/dock/form.py" />
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Choose the field that names the class of each polygon.</source>
   <translation>Wählen Sie das Feld, das die Klasse jedes Polygons nennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>labels in a CRS that can be transformed to the raster's, {0}</source>
   <translation>Labels in einem KBS, das sich in das des Rasters transformieren lässt, {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Save the labels in the CRS of the raster.</source>
   <translation>Speichern Sie die Labels im KBS des Rasters.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Save the layer as a GeoPackage with the right encoding.</source>
   <translation>Speichern Sie den Layer als GeoPackage mit der richtigen Kodierung.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Choose one of these layers.</source>
   <translation>Wählen Sie einen dieser Layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Choose a vector file with polygons.</source>
   <translation>Wählen Sie eine Vektordatei mit Polygonen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>{0} layers in {1}: {2}</source>
   <translation>{0} Layer in {1}: {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Say which layer holds the labels.</source>
   <translation>Sagen Sie, welcher Layer die Labels enthält.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>a field named {0} in {1}</source>
   <translation>ein Feld namens {0} in {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>the fields {0}</source>
   <translation>die Felder {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>no fields at all</source>
   <translation>gar keine Felder</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Assign the layer's CRS, for example with QGIS' Assign projection, or restore its .prj file.</source>
   <translation>Weisen Sie dem Layer sein KBS zu, etwa in QGIS mit „Projektion zuweisen“, oder stellen Sie seine .prj-Datei wieder her.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Save the layer in a common CRS, for example EPSG:4326.</source>
   <translation>Speichern Sie den Layer in einem verbreiteten KBS, etwa EPSG:4326.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Give the path up to the bar, and the layer in the setting for it, such as labels_layer.</source>
   <translation>Geben Sie den Pfad bis zum senkrechten Strich an, und den Layer in der Einstellung dafür, etwa labels_layer.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>Check the path, and that the file opens in QGIS as a vector layer.</source>
   <translation>Prüfen Sie den Pfad, und ob sich die Datei in QGIS als Vektorlayer öffnen lässt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/features.py" />
   <source>a vector layer of polygons with a CRS</source>
   <translation>ein Vektorlayer mit Polygonen und einem KBS</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/folds.py" />
   <source>{0} has a single polygon, which was held out half by half: two halves of one polygon are alike, so its scores say little about other places. Draw a second one.</source>
   <translation>{0} hat ein einziges Polygon, das hälftig zurückgehalten wurde: Zwei Hälften eines Polygons sind einander ähnlich, also sagen seine Werte wenig über andere Orte. Zeichnen Sie ein zweites.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/folds.py" />
   <source>{0} have a single polygon, which was held out half by half: two halves of one polygon are alike, so its scores say little about other places. Draw a second one.</source>
   <translation>{0} haben ein einziges Polygon, das hälftig zurückgehalten wurde: Zwei Hälften eines Polygons sind einander ähnlich, also sagen seine Werte wenig über andere Orte. Zeichnen Sie ein zweites.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/folds.py" />
   <source>{0} has a single small polygon, so {1} trained on and not scored.</source>
   <translation>{0} hat ein einziges kleines Polygon, aus dem gelernt, das aber nicht bewertet wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/folds.py" />
   <source>{0} have a single small polygon, so {1} trained on and not scored.</source>
   <translation>{0} haben ein einziges kleines Polygon, aus dem gelernt, das aber nicht bewertet wird.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>No pixel is labelled with the class {0}, so nothing is known of it.</source>
   <translation>Kein Pixel ist mit der Klasse {0} gelabelt, deshalb ist nichts über sie bekannt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygon covers more than half of no pixel and was left out</source>
   <translation>Polygon bedeckt kein Pixel zu mehr als der Hälfte und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygons cover more than half of no pixel and were left out</source>
   <translation>Polygone bedecken kein Pixel zu mehr als der Hälfte und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygon covers no pixel's centre and was left out</source>
   <translation>Polygon bedeckt keine Pixelmitte und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygons cover no pixel's centre and were left out</source>
   <translation>Polygone bedecken keine Pixelmitte und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>labelled pixel is claimed by two classes and was</source>
   <translation>gelabeltes Pixel wird von zwei Klassen beansprucht und wurde</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>labelled pixels are claimed by two classes and were</source>
   <translation>gelabelte Pixel werden von zwei Klassen beansprucht und wurden</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>{0} left out.</source>
   <translation>{0} weggelassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>labelled pixel lies on NoData and was left out</source>
   <translation>gelabeltes Pixel liegt auf NoData und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>labelled pixels lie on NoData and were left out</source>
   <translation>gelabelte Pixel liegen auf NoData und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygon has no pixel with data and was left out</source>
   <translation>Polygon hat kein Pixel mit Daten und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>polygons have no pixel with data and were left out</source>
   <translation>Polygone haben kein Pixel mit Daten und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>labelled pixels of at least two classes</source>
   <translation>gelabelte Pixel von mindestens zwei Klassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>none of the class {0}</source>
   <translation>keine der Klasse {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/pixels.py" />
   <source>Draw larger polygons, where the raster has data and polygons of other classes do not overlap.</source>
   <translation>Zeichnen Sie größere Polygone, wo das Raster Daten hat und keine Polygone anderer Klassen überlappen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>feature has no class and was left out</source>
   <translation>Objekt hat keine Klasse und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>features have no class and were left out</source>
   <translation>Objekte haben keine Klasse und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>feature is empty and was left out</source>
   <translation>Objekt ist leer und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>features are empty and were left out</source>
   <translation>Objekte sind leer und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>feature is no polygon and was left out</source>
   <translation>Objekt ist kein Polygon und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>features are no polygons and were left out</source>
   <translation>Objekte sind keine Polygone und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygon lies outside the raster and was left out</source>
   <translation>Polygon liegt außerhalb des Rasters und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygons lie outside the raster and were left out</source>
   <translation>Polygone liegen außerhalb des Rasters und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>feature has several parts, each of which counts as a polygon</source>
   <translation>Objekt hat mehrere Teile, von denen jeder als Polygon zählt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>features have several parts, each of which counts as a polygon</source>
   <translation>Objekte haben mehrere Teile, von denen jeder als Polygon zählt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygon has no area and was left out</source>
   <translation>Polygon hat keine Fläche und wurde weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygons have no area and were left out</source>
   <translation>Polygone haben keine Fläche und wurden weggelassen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygon crosses itself and was repaired</source>
   <translation>Polygon schneidet sich selbst und wurde repariert</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygons cross themselves and were repaired</source>
   <translation>Polygone schneiden sich selbst und wurden repariert</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygons on the raster, which covers {0} in {1}</source>
   <translation>Polygone auf dem Raster, das {0} in {1} bedeckt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>none: the polygons of {0} cover {1} in {2}</source>
   <translation>keine: die Polygone von {0} bedecken {1} in {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>Choose labels of this place; if they are, give their layer the CRS that its coordinates are in.</source>
   <translation>Wählen Sie Labels dieses Ortes; sind sie es, so geben Sie ihrem Layer das KBS, in dem seine Koordinaten stehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>the class {0} only</source>
   <translation>nur die Klasse {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>no usable polygon in {0}</source>
   <translation>kein brauchbares Polygon in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>polygons of at least two classes inside the raster</source>
   <translation>Polygone von mindestens zwei Klassen innerhalb des Rasters</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>Draw at least one polygon, better three or more, of every class.</source>
   <translation>Zeichnen Sie mindestens ein Polygon, besser drei oder mehr, von jeder Klasse.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>{0} {1} {2} no usable polygon and {3} left out.</source>
   <translation>{1}: kein brauchbares Polygon, also weggelassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/labels/polygons.py" />
   <source>Classes {0} differ in case only and are kept apart.</source>
   <translation>Die Klassen {0} unterscheiden sich nur in Groß- und Kleinschreibung und bleiben getrennt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/losses/across_processes.py" />
   <source>Leave out the last, incomplete batch of an epoch.</source>
   <translation>Lassen Sie den letzten, unvollständigen Stapel einer Epoche weg.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/losses/momentum.py" />
   <source>Make the momentum network as a copy of the other one.</source>
   <translation>Legen Sie das nachgeführte Netz als Kopie des anderen an.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Choose another file name.</source>
   <translation>Wählen Sie einen anderen Dateinamen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Close the programs that use this file, allow writing to it, or choose another name.</source>
   <translation>Schließen Sie die Programme, die diese Datei benutzen, erlauben Sie das Schreiben, oder wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Choose another folder, or move out of this one what is yours, so that nothing of it is lost.</source>
   <translation>Wählen Sie einen anderen Ordner, oder nehmen Sie aus diesem heraus, was Ihnen gehört, damit nichts davon verloren geht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Choose a folder that exists.</source>
   <translation>Wählen Sie einen Ordner, den es gibt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>{0} free</source>
   <translation>{0} frei</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Free some space there, or choose another disk for the output.</source>
   <translation>Schaffen Sie dort Platz, oder wählen Sie für die Ausgabe einen anderen Datenträger.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Choose a shorter name.</source>
   <translation>Wählen Sie einen kürzeren Namen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Make the folder first, or choose another place.</source>
   <translation>Legen Sie zuerst den Ordner an, oder wählen Sie einen anderen Ort.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/output_checks.py" />
   <source>Choose a folder that you may write to.</source>
   <translation>Wählen Sie einen Ordner, in den Sie schreiben dürfen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/temporary_files.py" />
   <source>Close the programs that use these folders, and try again.</source>
   <translation>Schließen Sie die Programme, die diese Ordner benutzen, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/outputs/temporary_files.py" />
   <source>Choose a disk without this limit, or map a smaller part.</source>
   <translation>Wählen Sie einen Datenträger ohne diese Grenze, oder kartieren Sie einen kleineren Ausschnitt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/polygons/run.py" />
   <source>Looking at which classes there are.</source>
   <translation>Die vorhandenen Klassen werden ermittelt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/polygons/run.py" />
   <source>Drew {0} polygon.</source>
   <translation>{0} Polygon gezeichnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/polygons/run.py" />
   <source>Drew {0} polygons.</source>
   <translation>{0} Polygone gezeichnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/polygons/run.py" />
   <source>Drawing polygons; {0} so far.</source>
   <translation>Polygone werden gezeichnet; bisher {0}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/cluster/ray_workers.py" />
   <source>Choose the device 'auto' or 'cpu', or start Ray where there are graphics cards.</source>
   <translation>Wählen Sie das Gerät 'auto' oder 'cpu', oder starten Sie Ray dort, wo es Grafikkarten gibt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/cluster/run.py" />
   <source>Starting the workers of the cluster.</source>
   <translation>Die Rechenprozesse des Clusters werden gestartet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/engine.py" />
   <source>{0} is not used: {1}.</source>
   <translation>{0} wird nicht verwendet: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/engine.py" />
   <source>memory for one tile on {0}</source>
   <translation>Speicher für eine Kachel auf {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/engine.py" />
   <source>Memory of {0} ran out; going on with {1} tile at a time.</source>
   <translation>Der Speicher von {0} reichte nicht; es geht mit {1} Kachel auf einmal weiter.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/engine.py" />
   <source>Memory of {0} ran out; going on with {1} tiles at a time.</source>
   <translation>Der Speicher von {0} reichte nicht; es geht mit {1} Kacheln auf einmal weiter.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/imagery.py" />
   <source>Give both rasters, the earlier one first, and no masks.</source>
   <translation>Geben Sie beide Raster an, das frühere zuerst, und keine Masken.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>Pixels are {0} m wide, and the model was fine-tuned on {1} m.</source>
   <translation>Die Pixel sind {0} m breit, und das Modell wurde auf {1} m trainiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>The values of {0} lie far from those the model was fine-tuned on: the map may be wrong. Check that the raster is in the same units.</source>
   <translation>Die Werte von {0} liegen weit von denen, auf denen das Modell trainiert wurde: Die Karte kann falsch sein. Prüfen Sie, ob das Raster in denselben Einheiten ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>The values of all bands lie about {0} higher than those the model was fine-tuned on: the map may be wrong. Values of Sentinel-2 are so much higher since processing baseline 04.00 of January 2022, unless the offset was taken off: bring this raster to the same offset, or fine-tune on it.</source>
   <translation>Die Werte aller Kanäle liegen etwa {0} höher als die, auf denen das Modell trainiert wurde: Die Karte kann falsch sein. So viel höher sind Werte von Sentinel-2 seit der Prozessierungsversion 04.00 vom Januar 2022, wenn der Versatz nicht abgezogen wurde: Bringen Sie dieses Raster auf denselben Versatz, oder trainieren Sie darauf.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>The values of all bands lie about {0} lower than those the model was fine-tuned on: the map may be wrong. Values of Sentinel-2 are so much higher since processing baseline 04.00 of January 2022, unless the offset was taken off: bring this raster to the same offset, or fine-tune on it.</source>
   <translation>Die Werte aller Kanäle liegen etwa {0} niedriger als die, auf denen das Modell trainiert wurde: Die Karte kann falsch sein. So viel höher sind Werte von Sentinel-2 seit der Prozessierungsversion 04.00 vom Januar 2022, wenn der Versatz nicht abgezogen wurde: Bringen Sie dieses Raster auf denselben Versatz, oder trainieren Sie darauf.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>The values of all bands are about {0} times those the model was fine-tuned on: the map may be wrong. Check that the raster is in the same units.</source>
   <translation>Die Werte aller Kanäle sind etwa das {0}-Fache derer, auf denen das Modell trainiert wurde: Die Karte kann falsch sein. Prüfen Sie, ob das Raster in denselben Einheiten ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/likeness.py" />
   <source>The values of {0} look like those of {1} where the model was fine-tuned, and the other way round: the map may be wrong. Check that the bands are in the same order.</source>
   <translation>Die Werte von {0} sehen aus wie die von {1}, wo das Modell trainiert wurde, und umgekehrt: Die Karte kann falsch sein. Prüfen Sie, ob die Kanäle in derselben Reihenfolge stehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/pipeline.py" />
   <source>Going on with an earlier run that was cut off: {0} of {1} rows is there.</source>
   <translation>Ein früherer, abgebrochener Lauf wird fortgesetzt: {0} von {1} Zeilen ist da.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/pipeline.py" />
   <source>Going on with an earlier run that was cut off: {0} of {1} rows are there.</source>
   <translation>Ein früherer, abgebrochener Lauf wird fortgesetzt: {0} von {1} Zeilen sind da.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/run.py" />
   <source>Opening the model and the scene.</source>
   <translation>Modell und Szene werden geöffnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/run.py" />
   <source>If this run is cut off, the next one begins anew: rows that are done cannot be kept beside the map, or nobody could tell whether the imagery is still the same.</source>
   <translation>Wird dieser Lauf abgebrochen, so beginnt der nächste von vorn: Fertige Zeilen lassen sich nicht neben der Karte aufbewahren, oder niemand könnte sagen, ob die Bilder noch dieselben sind.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/run.py" />
   <source>Mapped {0} pixels in {1} s.</source>
   <translation>{0} Pixel in {1} s kartiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/scene_parts.py" />
   <source>Reading parts of the scene for int8.</source>
   <translation>Teile der Szene für int8 werden gelesen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/selected_area.py" />
   <source>Choose polygons that lie on the raster, or leave them out to map all of it.</source>
   <translation>Wählen Sie Polygone, die auf dem Raster liegen, oder lassen Sie sie weg, um alles zu kartieren.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/tile_progress.py" />
   <source>Mapped {0} of {1} tiles.</source>
   <translation>{0} von {1} Kacheln kartiert.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/ways.py" />
   <source>an engine that there is here, one of {0}</source>
   <translation>eine Rechenart, die es hier gibt, eine von {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/predict/ways.py" />
   <source>Choose the engine 'auto', and the precision 'auto'.</source>
   <translation>Wählen Sie die Rechenart 'auto' und die Genauigkeit 'auto'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>Looking at raster {0} of {1}.</source>
   <translation>Raster {0} von {1} wird angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>at least one raster to learn from</source>
   <translation>mindestens ein Raster zum Lernen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>no rasters in {0}</source>
   <translation>keine Raster in {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>Choose rasters, or a folder of rasters, whose bands are named or have wavelengths.</source>
   <translation>Wählen Sie Raster oder einen Ordner mit Rastern, deren Kanäle Namen oder Wellenlängen haben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>Check the path.</source>
   <translation>Prüfen Sie den Pfad.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>rasters or folders</source>
   <translation>Raster oder Ordner</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>Name the bands.</source>
   <translation>Benennen Sie die Kanäle.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>Choose larger rasters.</source>
   <translation>Wählen Sie größere Raster.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>No band in common with {0}, and so kept apart: {1}.</source>
   <translation>Kein gemeinsamer Kanal mit {0}, und daher für sich: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/catalogue.py" />
   <source>a raster to learn from</source>
   <translation>ein Raster zum Lernen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>{0} was left out: {1}.</source>
   <translation>{0} wurde weggelassen: {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>labels on at least one scene</source>
   <translation>Labels auf mindestens einer Szene</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>Give polygons or a raster of classes as labels, or put a labels.tif beside each scene.</source>
   <translation>Geben Sie Polygone oder ein Klassenraster als Labels an, oder legen Sie eine labels.tif neben jede Szene.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>a raster of class ids</source>
   <translation>ein Raster mit Klassennummern</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/label_sources.py" />
   <source>Check the path, and that the file opens in QGIS.</source>
   <translation>Prüfen Sie den Pfad, und ob sich die Datei in QGIS öffnen lässt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/outcome.py" />
   <source>Time ran out after {0} of {1} steps, before the learning rate had fallen; start the same job again to go on.</source>
   <translation>Die Zeit war nach {0} von {1} Schritten um, bevor die Lernrate gefallen war; starten Sie dieselbe Aufgabe noch einmal, um fortzufahren.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/radiometry.py" />
   <source>a strength and a noise of at least 0, and shares from 0 to 1</source>
   <translation>eine Stärke und ein Rauschen von mindestens 0 und Anteile von 0 bis 1</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/radiometry.py" />
   <source>Correct these settings of the radiometry.</source>
   <translation>Berichtigen Sie diese Einstellungen der Radiometrie.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>places with at least {0} dates, the seasons that seco contrasts</source>
   <translation>Orte mit mindestens {0} Zeitpunkten, den Jahreszeiten, die seco vergleicht</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} place with at most {1} date</source>
   <translation>{0} Ort mit höchstens {1} Zeitpunkt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} place with at most {1} dates</source>
   <translation>{0} Ort mit höchstens {1} Zeitpunkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} places with at most {1} date</source>
   <translation>{0} Orte mit höchstens {1} Zeitpunkt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} places with at most {1} dates</source>
   <translation>{0} Orte mit höchstens {1} Zeitpunkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>Add dates, or choose the method embedding_earth, which needs no more than one.</source>
   <translation>Fügen Sie Zeitpunkte hinzu, oder wählen Sie das Verfahren embedding_earth, das nur einen braucht.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} place has fewer than {1} dates and cannot be used by seco.</source>
   <translation>{0} Ort hat weniger als {1} Zeitpunkte und kann von seco nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>{0} places have fewer than {1} dates and cannot be used by seco.</source>
   <translation>{0} Orte haben weniger als {1} Zeitpunkte und können von seco nicht verwendet werden.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>Choose another number of shards or processes.</source>
   <translation>Wählen Sie eine andere Zahl von Teilen oder Prozessen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>a checkpoint with the bands {0}</source>
   <translation>ein Checkpoint mit den Kanälen {0}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/run.py" />
   <source>Choose another checkpoint, or start from 'random'.</source>
   <translation>Wählen Sie einen anderen Checkpoint, oder gehen Sie von 'random' aus.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/settings.py" />
   <source>Correct these settings of the pre-training.</source>
   <translation>Berichtigen Sie diese Einstellungen des Vortrainings.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/trainer.py" />
   <source>Training goes on after step {0} of {1}.</source>
   <translation>Das Training geht nach Schritt {0} von {1} weiter.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/trainer.py" />
   <source>the loss of step {0} is {1}</source>
   <translation>der Verlust von Schritt {0} ist {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/trainer.py" />
   <source>infinite or undefined numbers in another process</source>
   <translation>unendliche oder unbestimmte Zahlen in einem anderen Prozess</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/pretrain/trainer.py" />
   <source>Step {0} of {1}, loss {2}.</source>
   <translation>Schritt {0} von {1}, Verlust {2}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/feature_map.py" />
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Looked at {0} of {1} tiles.</source>
   <translation>{0} von {1} Kacheln angesehen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Previewed {0} pixels in {1} s.</source>
   <translation>Vorschau von {0} Pixeln in {1} s.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Writing the map.</source>
   <translation>Die Karte wird geschrieben.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Fitting the head to {0} labelled pixels.</source>
   <translation>Der Kopf wird an {0} gelabelte Pixel angepasst.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>a part of at most {0} pixels, as {1} x {2}</source>
   <translation>ein Ausschnitt von höchstens {0} Pixeln, wie {1} x {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Give a smaller extent; a preview is for what is looked at, the map for all of it.</source>
   <translation>Geben Sie eine kleinere Ausdehnung an; eine Vorschau ist für das, was man ansieht, die Karte für alles.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>memory for the features of {0} pixels on {1}</source>
   <translation>Speicher für die Merkmale von {0} Pixeln auf {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/run.py" />
   <source>Give a smaller extent, close other programs that use the memory, or choose the device 'cpu'.</source>
   <translation>Geben Sie eine kleinere Ausdehnung an, schließen Sie andere Programme, die den Speicher benutzen, oder wählen Sie das Gerät 'cpu'.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/seen_scene.py" />
   <source>a raster with data in more than a few places</source>
   <translation>ein Raster mit Daten an mehr als einigen Stellen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/seen_scene.py" />
   <source>NoData at {0} random places of {1}</source>
   <translation>NoData an {0} zufälligen Stellen von {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/preview/seen_scene.py" />
   <source>Clip the raster to where it has data.</source>
   <translation>Schneiden Sie das Raster auf das zu, wo es Daten hat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/probe/run.py" />
   <source>{0} checkpoint was probed on {1} polygons.</source>
   <translation>{0} Checkpoint wurde auf {1} Polygonen erprobt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/probe/run.py" />
   <source>{0} checkpoints were probed on {1} polygons.</source>
   <translation>{0} Checkpoints wurden auf {1} Polygonen erprobt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/probe/run.py" />
   <source>Probing {0}.</source>
   <translation>{0} wird erprobt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/probe/run.py" />
   <source>Draw a second polygon of the classes.</source>
   <translation>Zeichnen Sie ein zweites Polygon der Klassen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/series/training.py" />
   <source>Step {0} of {1}.</source>
   <translation>Schritt {0} von {1}.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>the model wavers between {0} and {1}</source>
   <translation>das Modell schwankt zwischen {0} und {1}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>no polygon looks like this ({0} of the scene does)</source>
   <translation>kein Polygon sieht so aus ({0} der Szene schon)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>no polygon looks like this ({0} of the scene does), and the model wavers between {1} and {2}</source>
   <translation>kein Polygon sieht so aus ({0} der Szene schon), und das Modell schwankt zwischen {1} und {2}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>the model wavers between {0} and {1} ({2} of the scene looks like this)</source>
   <translation>das Modell schwankt zwischen {0} und {1} ({2} der Szene sehen so aus)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>{0} of the scene looks like this, and few polygons do</source>
   <translation>{0} der Szene sehen so aus, aber wenige Polygone</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>{0} of the scene looks like this</source>
   <translation>{0} der Szene sehen so aus</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/reasons.py" />
   <source>less than 0.1 %</source>
   <translation>weniger als 0,1 %</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Opening the model, the scene and the labels.</source>
   <translation>Modell, Szene und Labels werden geöffnet.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Suggested {0} place in {1} s.</source>
   <translation>{0} Ort in {1} s vorgeschlagen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Suggested {0} places in {1} s.</source>
   <translation>{0} Orte in {1} s vorgeschlagen.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Only {0} of {1} place is far enough from each other, from labels and from missing data.</source>
   <translation>Nur {0} von {1} Ort ist weit genug von Labels und von fehlenden Daten entfernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Only {0} of {1} places are far enough from each other, from labels and from missing data.</source>
   <translation>Nur {0} von {1} Orten sind weit genug voneinander, von Labels und von fehlenden Daten entfernt.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>at least one square of {0} pixels with data, clear of labels and of missing data</source>
   <translation>mindestens ein Quadrat von {0} Pixeln mit Daten, frei von Labels und von fehlenden Daten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>none in the scene</source>
   <translation>keines in der Szene</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/suggest/run.py" />
   <source>Choose a larger scene, or one that is not labelled everywhere.</source>
   <translation>Wählen Sie eine größere Szene oder eine, die nicht überall gelabelt ist.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/worker.py" />
   <source>a worker without a job</source>
   <translation>ein Rechenprozess ohne Aufgabe</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/worker.py" />
   <source>the job {0} ({1}) is running</source>
   <translation>die Aufgabe {0} ({1}) läuft</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/worker.py" />
   <source>Wait until it ends, or cancel it.</source>
   <translation>Warten Sie, bis sie endet, oder brechen Sie sie ab.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <source>a layer of polygons or points, a CSV, or a class raster that QGIS opens as REFERENCE</source>
   <translation>ein Layer mit Polygonen oder Punkten, eine CSV oder ein Klassenraster, das QGIS als REFERENCE öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/evaluate.py" />
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>Check the path and whether the file is whole.</source>
   <translation>Prüfen Sie den Pfad, und ob die Datei vollständig ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <source>a file or folder with weights as INPUT</source>
   <translation>eine Datei oder ein Ordner mit Gewichten als INPUT</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/import_checkpoint.py" />
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>nothing at “{0}”</source>
   <translation>nichts unter „{0}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/map_extent.py" />
   <source>Correct the extent, or leave it empty to map all of the raster.</source>
   <translation>Berichtigen Sie die Ausdehnung, oder lassen Sie sie leer, um das ganze Raster zu kartieren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Choose another name: the page is HTML.</source>
   <translation>Wählen Sie einen anderen Namen: Die Seite ist HTML.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>a path that the page can be written to</source>
   <translation>ein Pfad, unter dem die Seite geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/model_info.py" />
   <source>Choose another path.</source>
   <translation>Wählen Sie einen anderen Pfad.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>{0} rasters that QGIS opens as INPUT</source>
   <translation>{0} Raster, die QGIS als INPUT öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>{0} raster that QGIS opens as INPUT</source>
   <translation>{0} Raster, das QGIS als INPUT öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>Check the paths and whether the files are whole.</source>
   <translation>Prüfen Sie die Pfade, und ob die Dateien vollständig sind.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>a polygon layer or file that QGIS opens as {0}</source>
   <translation>ein Polygonlayer oder eine Datei, die QGIS als {0} öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>a folder that “Fine-tune on labels” has written, with model.json in it</source>
   <translation>ein Ordner, den „Mit Labels trainieren“ geschrieben hat, mit model.json darin</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>none in “{0}”</source>
   <translation>keiner in „{0}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>no folder</source>
   <translation>kein Ordner</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>Choose the folder of a fine-tuned model.</source>
   <translation>Wählen Sie den Ordner eines trainierten Modells.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>the path of a file for {0}</source>
   <translation>der Pfad einer Datei für {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>Give a path, or TEMPORARY_OUTPUT for a file that is gone when QGIS is closed.</source>
   <translation>Geben Sie einen Pfad an, oder TEMPORARY_OUTPUT für eine Datei, die weg ist, sobald QGIS geschlossen wird.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>a raster that QGIS opens as {0}</source>
   <translation>ein Raster, das QGIS als {0} öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>a path for {0} that is not one of the inputs</source>
   <translation>ein Pfad für {0}, der keine der Eingaben ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>{0}, beside which {1} is written</source>
   <translation>{0}, woneben {1} geschrieben wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/parameter_values.py" />
   <source>Choose another path: the input would be overwritten.</source>
   <translation>Wählen Sie einen anderen Pfad: Die Eingabe würde überschrieben.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/algorithms/pretrain.py" />
   <source>a polygon layer, a class raster or a file of either that QGIS opens as LABELS</source>
   <translation>ein Polygonlayer, ein Klassenraster oder eine Datei davon, die QGIS als LABELS öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoints.py" />
   <source>no checkpoint named “{0}” yet</source>
   <translation>noch kein Checkpoint namens „{0}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoints.py" />
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>one in {0}</source>
   <translation>einer in {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/checkpoints.py" />
   <source>Choose a folder with another name as OUTPUT, or remove the one that is there.</source>
   <translation>Wählen Sie einen Ordner mit anderem Namen als OUTPUT, oder entfernen Sie den vorhandenen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>a raster layer of this project</source>
   <translation>ein Rasterlayer dieses Projekts</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>no raster layer</source>
   <translation>kein Rasterlayer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <source>Load the raster into QGIS, or choose files or a folder.</source>
   <translation>Laden Sie das Raster in QGIS, oder wählen Sie Dateien oder einen Ordner.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/apply_dialog.py" />
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Choose the folder of a product, or of its bands.</source>
   <translation>Wählen Sie den Ordner eines Produkts oder seiner Kanäle.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <source>a folder that can be read</source>
   <translation>ein Ordner, der gelesen werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/applying.py" />
   <source>a folder with rasters ({0})</source>
   <translation>ein Ordner mit Rastern ({0})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>a name without any of {0}, and no dot at its beginning</source>
   <translation>ein Name ohne eines von {0} und ohne Punkt am Anfang</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>Choose another name.</source>
   <translation>Wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>no model named “{0}” yet</source>
   <translation>noch kein Modell namens „{0}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>a folder that may be written to, with room for the model</source>
   <translation>ein Ordner, in den geschrieben werden darf, mit Platz für das Modell</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/models/known_models.py" />
   <source>Close the programs that use it, or free some space, and try again.</source>
   <translation>Schließen Sie die Programme, die ihn benutzen, oder schaffen Sie Platz, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <location filename="../../deepsat_qgis/dock/runs/output_folder.py" />
   <source>a folder for results that can be written to</source>
   <translation>ein Ordner für Ergebnisse, in den geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>Free some space there, or save the project elsewhere, then start again.</source>
   <translation>Schaffen Sie dort Platz, oder speichern Sie das Projekt anderswo, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>the files that the interrupted run needs</source>
   <translation>die Dateien, die der unterbrochene Lauf braucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/mapping.py" />
   <source>Put the file back, or discard the interrupted run and start anew.</source>
   <translation>Legen Sie die Datei zurück, oder verwerfen Sie den unterbrochenen Lauf und beginnen Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/output_folder.py" />
   <source>Save the project in a folder that you may write to, then start again.</source>
   <translation>Speichern Sie das Projekt in einem Ordner, in den Sie schreiben dürfen, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/output_folder.py" />
   <source>a run that no other window goes on with</source>
   <translation>ein Lauf, mit dem kein anderes Fenster weitermacht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/output_folder.py" />
   <source>{0}, in which one is under way</source>
   <translation>{0}, worin einer im Gang ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/output_folder.py" />
   <source>Wait until it is done there, or cancel it there.</source>
   <translation>Warten Sie, bis er dort fertig ist, oder brechen Sie ihn dort ab.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/suggesting.py" />
   <source>the model of this run</source>
   <translation>das Modell dieses Laufs</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/runs/suggesting.py" />
   <source>Put it back, or finetune again.</source>
   <translation>Legen Sie es zurück, oder trainieren Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/installer.py" />
   <source>Install from a folder of wheels, which needs no network, or set a proxy for HTTP.</source>
   <translation>Installieren Sie aus einem Ordner mit Wheels, was kein Netz braucht, oder stellen Sie einen Proxy für HTTP ein.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/installer.py" />
   <source>the installer to run through</source>
   <translation>dass die Installation durchläuft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/dock/setup/installer.py" />
   <source>Try again.</source>
   <translation>Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>no field at all</source>
   <translation>gar kein Feld</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>a field named “{0}” in “{1}”</source>
   <translation>ein Feld namens „{0}“ in „{1}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>a file with one layer, or the name of a layer</source>
   <translation>eine Datei mit einem einzigen Layer, oder der Name eines Layers</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Name the layer behind the path: {0}|layername={1}.</source>
   <translation>Nennen Sie den Layer hinter dem Pfad: {0}|layername={1}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>polygons with a coordinate reference system</source>
   <translation>Polygone mit einem Koordinatenbezugssystem</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>none set for “{0}”</source>
   <translation>keines gesetzt für „{0}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Right-click the layer, choose Layer CRS &gt; Set Layer CRS… and start again.</source>
   <translation>Wählen Sie nach einem Rechtsklick auf den Layer „Layer-KBS &gt; Layer-KBS setzen…“, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>no file where a copy of the labels is written for the time of the run</source>
   <translation>keine Datei dort, wohin für die Dauer des Laufs eine Kopie der Labels geschrieben wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Move that file away, or choose another path for the output.</source>
   <translation>Verschieben Sie diese Datei, oder wählen Sie einen anderen Pfad für die Ausgabe.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>a folder that a copy of the layer can be written to</source>
   <translation>ein Ordner, in den eine Kopie des Layers geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/label_file.py" />
   <source>Check that the folder exists, may be written to and has free space.</source>
   <translation>Prüfen Sie, ob der Ordner da ist, ob in ihn geschrieben werden darf und ob Platz frei ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/raster_file.py" />
   <source>a raster file that GDAL opens</source>
   <translation>eine Rasterdatei, die GDAL öffnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/raster_file.py" />
   <source>Check that the file is whole, or choose another raster.</source>
   <translation>Prüfen Sie, ob die Datei vollständig ist, oder wählen Sie ein anderes Raster.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/raster_file.py" />
   <source>a raster that can be read</source>
   <translation>ein Raster, das gelesen werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/raster_file.py" />
   <source>damaged data in {0} ({1})</source>
   <translation>beschädigte Daten in {0} ({1})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>the features that the worker wrote</source>
   <translation>die Objekte, die der Rechenprozess geschrieben hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>{0} in {1}, which QGIS cannot open</source>
   <translation>{0} in {1}, was QGIS nicht öffnen kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Check whether the file was moved or deleted, then ask again.</source>
   <translation>Prüfen Sie, ob die Datei verschoben oder gelöscht wurde, und fragen Sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>the raster that the worker wrote</source>
   <translation>das Raster, das der Rechenprozess geschrieben hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/result_group.py" />
   <source>Check whether the file was moved or deleted, then run again.</source>
   <translation>Prüfen Sie, ob die Datei verschoben oder gelöscht wurde, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Unpack the archive and load the layers from its folder; toolbox and command line take an archive as it is.</source>
   <translation>Entpacken Sie das Archiv und laden Sie die Layer aus seinem Ordner; Werkzeugkiste und Kommandozeile nehmen ein Archiv so, wie es ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Load the product's files of bands instead (IMG_DATA, .jp2): DeepSat takes all of them together as one image.</source>
   <translation>Laden Sie stattdessen die Banddateien des Produkts (IMG_DATA, .jp2): DeepSat nimmt sie alle zusammen als ein Bild.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>layer “{0}” of the data provider “{1}”</source>
   <translation>Layer „{0}“ des Datenanbieters „{1}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>the product layer “{0}”, which has the bands of one pixel size</source>
   <translation>den Produktlayer „{0}“, der die Bänder einer Pixelgröße hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>the raster file behind the layer</source>
   <translation>die Rasterdatei hinter dem Layer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>no file at {0}, where layer “{1}” has it</source>
   <translation>keine Datei unter {0}, wo der Layer „{1}“ sie hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Put the file back, tell the layer where it is now (Change Data Source…), or choose another layer.</source>
   <translation>Legen Sie die Datei zurück, sagen Sie dem Layer, wo sie jetzt ist (Datenquelle ändern…), oder wählen Sie einen anderen Layer.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>layer “{0}” from {1}</source>
   <translation>Layer „{0}“ aus {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>rasters, or folders of rasters</source>
   <translation>Raster oder Ordner mit Rastern</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Check the paths.</source>
   <translation>Prüfen Sie die Pfade.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Save the layer as GeoTIFF first (Layer &gt; Save As… &gt; Raw data) and choose that layer.</source>
   <translation>Speichern Sie den Layer zuerst als GeoTIFF (Layer &gt; Speichern als… &gt; Rasterrohdaten), und wählen Sie jenen Layer.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a raster layer from a file on this computer, such as a GeoTIFF</source>
   <translation>ein Rasterlayer aus einer Datei auf diesem Rechner, etwa einem GeoTIFF</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a raster with a coordinate reference system</source>
   <translation>ein Raster mit einem Koordinatenbezugssystem</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>no coordinate reference system in {0}</source>
   <translation>kein Koordinatenbezugssystem in {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Write its CRS into the file with Raster &gt; Projections &gt; Assign Projection….</source>
   <translation>Schreiben Sie sein KBS mit Raster &gt; Projektionen &gt; Projektion zuweisen… in die Datei.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a rotated or sheared grid in {0} (rotation terms {1} and {2})</source>
   <translation>ein gedrehtes oder geschertes Gitter in {0} (Drehglieder {1} und {2})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a mirrored or south-up grid in {0} (pixel {1} by {2})</source>
   <translation>ein gespiegeltes oder südwärts gerichtetes Gitter in {0} (Pixel {1} mal {2})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a layer with the coordinate reference system of its file</source>
   <translation>ein Layer mit dem Koordinatenbezugssystem seiner Datei</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>{0} in {1}, {2} for its layer “{3}”</source>
   <translation>{0} in {1}, {2} für ihren Layer „{3}“</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Where the layer is right, write its CRS into the file with Raster &gt; Projections &gt; Assign Projection…; else give the layer the one of its file (right-click it: Layer CRS &gt; Set Layer CRS…).</source>
   <translation>Hat der Layer das richtige, schreiben Sie es mit Raster &gt; Projektionen &gt; Projektion zuweisen… in die Datei; sonst geben Sie dem Layer das seiner Datei (Rechtsklick: Layer-KBS &gt; Layer-KBS setzen…).</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>a raster whose rows run west to east, with north on top</source>
   <translation>ein Raster, dessen Zeilen von West nach Ost laufen, mit Norden oben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/layers/scene_file.py" />
   <source>Straighten it with Raster &gt; Projections &gt; Warp (Reproject)… and choose the result.</source>
   <translation>Richten Sie es mit Raster &gt; Projektionen &gt; Transformieren (reprojizieren)… gerade, und wählen Sie das Ergebnis.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/proxy.py" />
   <source>Download the file with a browser and import it with “Import a checkpoint”.</source>
   <translation>Laden Sie die Datei mit einem Browser herunter, und importieren Sie sie mit „Checkpoint importieren“.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/proxy.py" />
   <source>no proxy, or one for HTTP, in Settings &gt; Options &gt; Network</source>
   <translation>kein Proxy oder einer für HTTP, in Einstellungen &gt; Optionen &gt; Netzwerk</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/proxy.py" />
   <source>the SOCKS proxy {0}:{1}</source>
   <translation>der SOCKS-Proxy {0}:{1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>Repair it from DeepSat's panel, or with 'python3 -m deepsat_qgis.worker.environment install'.</source>
   <translation>Reparieren Sie sie im DeepSat-Fenster oder mit 'python3 -m deepsat_qgis.worker.environment install'.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>Install it from DeepSat's panel, or with 'python3 -m deepsat_qgis.worker.environment install'.</source>
   <translation>Installieren Sie sie im DeepSat-Fenster oder mit 'python3 -m deepsat_qgis.worker.environment install'.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>a Python environment with DeepSat's packages</source>
   <translation>eine Python-Umgebung mit den Paketen von DeepSat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>Correct the variable {0} or remove it, and start QGIS again.</source>
   <translation>Berichtigen oder entfernen Sie die Variable {0}, und starten Sie QGIS neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>Correct or remove the entry deepsat/worker_python under Settings &gt; Options &gt; Advanced.</source>
   <translation>Berichtigen oder entfernen Sie den Eintrag deepsat/worker_python unter Einstellungen &gt; Optionen &gt; Erweitert.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>the settings</source>
   <translation>den Einstellungen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/environment.py" />
   <source>{0}, named in {1}, is no program that can be started</source>
   <translation>{0}, genannt in {1}, ist kein Programm, das sich starten lässt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it does not answer as a Python does</source>
   <translation>es antwortet nicht wie ein Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>Name the program of a Python.</source>
   <translation>Nennen Sie das Programm eines Python.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>Make an environment with Python {0}.</source>
   <translation>Machen Sie eine Umgebung mit Python {0}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>Install them there: '{0} -m pip install {1}'.</source>
   <translation>Installieren Sie sie dort: '{0} -m pip install {1}'.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>Install a torch that can compute on this machine.</source>
   <translation>Installieren Sie ein torch, das auf diesem Rechner rechnen kann.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>it is Python {0}, and DeepSat needs {1} or newer</source>
   <translation>es ist Python {0}, und DeepSat braucht {1} oder neuer</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it is a {0}-bit program, and torch needs 64 bits</source>
   <translation>es ist ein {0}-Bit-Programm, und torch braucht 64 Bit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>Versions differ from those DeepSat is tested with: {0}.</source>
   <translation>Versionen weichen von denen ab, mit denen DeepSat getestet ist: {0}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>A device did not compute: {0}.</source>
   <translation>Ein Gerät rechnete nicht: {0}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>a Python with everything that DeepSat needs</source>
   <translation>ein Python mit allem, was DeepSat braucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/existing_python.py" />
   <source>{0} lacks: {1}</source>
   <translation>{0} fehlt: {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_lock.py" />
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>a folder for environments that can be written</source>
   <translation>ein Ordner für Umgebungen, in den geschrieben werden kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_lock.py" />
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>Name another folder in the variable DEEPSAT_ENVIRONMENTS, or correct the permissions of this one.</source>
   <translation>Nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen anderen Ordner, oder berichtigen Sie die Rechte von diesem.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_lock.py" />
   <source>no other installation of the worker environment at the same time</source>
   <translation>keine andere Installation der Rechenumgebung zur selben Zeit</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_lock.py" />
   <source>{0} is at work</source>
   <translation>{0} ist dabei</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_lock.py" />
   <source>Wait until it is done, or end it, and start again.</source>
   <translation>Warten Sie, bis sie fertig ist, oder beenden Sie sie, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_progress.py" />
   <source>Unpacking: {0} of {1} packages</source>
   <translation>Wird entpackt: {0} von {1} Paketen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_progress.py" />
   <source>Fetching {0} ({1})</source>
   <translation>{0} wird geholt ({1})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_progress.py" />
   <source>Fetching {0}</source>
   <translation>{0} wird geholt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/install_progress.py" />
   <source>Downloading {0}: {1} of {2}</source>
   <translation>{0} wird heruntergeladen: {1} von {2}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Start again: what is damaged is fetched anew. If it fails again, copy the report into an issue.</source>
   <translation>Starten Sie neu: Was beschädigt ist, wird neu geholt. Wenn es wieder fehlschlägt, kopieren Sie den Bericht in eine Fehlermeldung.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Checking disk, permissions and packages for Python {0}</source>
   <translation>Datenträger, Rechte und Pakete für Python {0} werden geprüft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Making the virtual environment</source>
   <translation>Die virtuelle Umgebung wird angelegt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Asking the package index</source>
   <translation>Der Paketindex wird angefragt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Looking at the wheel folder</source>
   <translation>Der Ordner mit Wheels wird angesehen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Looking for the {0} build of torch</source>
   <translation>Die {0}-Ausführung von torch wird gesucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Installing {0}</source>
   <translation>{0} wird installiert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>the CUDA build of torch, as asked for</source>
   <translation>die CUDA-Ausführung von torch, wie verlangt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>only torch {0} at {1}</source>
   <translation>nur torch {0} unter {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Use an index or wheel folder that has the CUDA build, or install without asking for CUDA.</source>
   <translation>Nehmen Sie einen Index oder Ordner mit Wheels, der die CUDA-Ausführung hat, oder installieren Sie, ohne CUDA zu verlangen.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Verifying: importing every package and computing on the device</source>
   <translation>Prüfung: Jedes Paket wird importiert, und das Gerät rechnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>every package to import and the device to compute</source>
   <translation>dass sich jedes Paket importieren lässt und das Gerät rechnet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>Installed in {0} s; the worker computes on {1}</source>
   <translation>In {0} s installiert; der Rechenprozess rechnet auf {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installation.py" />
   <source>The graphics processor was not used: {0}.</source>
   <translation>Die Grafikkarte wurde nicht verwendet: {0}.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installer.py" />
   <source>Ready: {0}</source>
   <translation>Bereit: {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/installer.py" />
   <source>Checking {0}</source>
   <translation>{0} wird geprüft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it runs as a program for Intel processors, for which torch has no build on macOS any more</source>
   <translation>es läuft als Programm für Intel-Prozessoren, für die torch auf macOS keine Ausführung mehr hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it is version {0}, and DeepSat needs {1}</source>
   <translation>es ist Version {0}, und DeepSat braucht {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it is {0}, and torch runs on CPython only</source>
   <translation>es ist {0}, und torch läuft nur mit CPython</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>it makes no virtual environment</source>
   <translation>es macht keine virtuelle Umgebung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>a 64-bit Python {0} with the modules venv, ensurepip and ssl</source>
   <translation>ein 64-Bit-Python {0} mit den Modulen venv, ensurepip und ssl</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>no Python at all</source>
   <translation>gar kein Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>Install Python 3.12 (64-bit) from python.org for your user, then try again; no administrator is needed.</source>
   <translation>Installieren Sie Python 3.12 (64 Bit) von python.org für Ihren Benutzer, und versuchen Sie es noch einmal; Administratorrechte sind nicht nötig.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>On a Mac with Apple silicon install Python with 'brew install python@3.12', then try again. On one with an Intel processor use a Python of your own that has torch, such as one of conda-forge.</source>
   <translation>Auf einem Mac mit Apple-Prozessor installieren Sie Python mit 'brew install python@3.12', und versuchen Sie es noch einmal. Auf einem mit Intel-Prozessor benutzen Sie ein eigenes Python, das torch hat, etwa eines von conda-forge.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>Install Python 3.12 from python.org or with 'brew install python@3.12', then try again.</source>
   <translation>Installieren Sie Python 3.12 von python.org oder mit 'brew install python@3.12', und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>Install it with 'sudo apt-get install python3 python3-venv', then try again.</source>
   <translation>Installieren Sie es mit 'sudo apt-get install python3 python3-venv', und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/interpreters.py" />
   <source>Install Python 3 with its venv module from your system's packages, then try again.</source>
   <translation>Installieren Sie Python 3 mit seinem Modul venv aus den Paketen Ihres Systems, und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/lock_file.py" />
   <source>Install the DeepSat plugin again.</source>
   <translation>Installieren Sie die Erweiterung DeepSat noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>enough free disk space for the packages</source>
   <translation>genug Platz auf dem Datenträger für die Pakete</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>the disk is full, or your quota is used up</source>
   <translation>der Datenträger ist voll, oder Ihr Kontingent ist aufgebraucht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Free some disk space, or name a folder on a larger disk in the variable DEEPSAT_ENVIRONMENTS, and start again: what is already installed is kept.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger, oder nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen Ordner auf einem größeren, und starten Sie neu: Was schon installiert ist, bleibt.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>files that only the installation has open</source>
   <translation>Dateien, die nur die Installation geöffnet hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a file is locked by another program, most often an antivirus scan</source>
   <translation>eine Datei ist von einem anderen Programm gesperrt, meist von einem Virenscan</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Close other programs that use DeepSat, let the scan end or exclude the environments folder, and start again.</source>
   <translation>Schließen Sie andere Programme, die DeepSat benutzen, lassen Sie den Virenscan zu Ende laufen oder nehmen Sie den Ordner der Umgebungen davon aus, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>permission to write the environment's files</source>
   <translation>das Recht, die Dateien der Umgebung zu schreiben</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>writing was refused</source>
   <translation>das Schreiben wurde verweigert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check that the environments folder belongs to you and that no antivirus program guards it, or name another folder in the variable DEEPSAT_ENVIRONMENTS.</source>
   <translation>Prüfen Sie, ob der Ordner der Umgebungen Ihnen gehört und kein Virenschutz ihn sperrt, oder nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen anderen Ordner.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>files of the environment that can be read and written</source>
   <translation>Dateien der Umgebung, die sich lesen und schreiben lassen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check the disk of the environments folder, or name another folder in the variable DEEPSAT_ENVIRONMENTS, and start again.</source>
   <translation>Prüfen Sie den Datenträger des Ordners der Umgebungen, oder nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen anderen Ordner, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a Python that can speak to the package index</source>
   <translation>ein Python, das mit dem Paketindex sprechen kann</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>its ssl module does not load</source>
   <translation>sein Modul ssl lässt sich nicht laden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Install another Python, such as one from python.org or from your system's packages, and start again.</source>
   <translation>Installieren Sie ein anderes Python, etwa von python.org oder aus den Paketen Ihres Systems, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a trusted certificate from the package index</source>
   <translation>ein Zertifikat des Paketindexes, dem vertraut wird</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>the certificate is not trusted, as where a company's proxy or an antivirus program inspects encrypted traffic</source>
   <translation>dem Zertifikat wird nicht vertraut, etwa wo der Proxy einer Firma oder ein Virenschutz verschlüsselte Verbindungen prüft</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Ask your IT department for its root certificate as a PEM file, run 'pip config set global.cert FILE' (or set the variable PIP_CERT), and start again.</source>
   <translation>Fragen Sie Ihre IT-Abteilung nach ihrem Stammzertifikat als PEM-Datei, führen Sie 'pip config set global.cert FILE' aus (oder setzen Sie die Variable PIP_CERT), und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a proxy that lets the package index through</source>
   <translation>ein Proxy, der den Paketindex durchlässt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>the proxy cannot be reached or refuses</source>
   <translation>der Proxy ist nicht zu erreichen oder lehnt ab</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check the proxy, its user name and its password: in QGIS under Settings &gt; Options &gt; Network, where one is set there; else in the variable HTTPS_PROXY, or by 'pip config set global.proxy ADDRESS'. Then start again.</source>
   <translation>Prüfen Sie den Proxy, seinen Benutzernamen und sein Passwort: in QGIS unter Einstellungen &gt; Optionen &gt; Netzwerk, wo dort einer eingestellt ist; sonst in der Variablen HTTPS_PROXY, oder durch 'pip config set global.proxy ADDRESS'. Starten Sie dann neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a package index that answers</source>
   <translation>ein Paketindex, der antwortet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>no connection to the package index</source>
   <translation>keine Verbindung zum Paketindex</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check the network connection and start again, or install from a folder of wheels: --offline FOLDER.</source>
   <translation>Prüfen Sie die Netzverbindung und starten Sie neu, oder installieren Sie aus einem Ordner mit Wheels: --offline FOLDER.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a package index that serves every package of the lock</source>
   <translation>ein Paketindex, der jedes verlangte Paket hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>the package index refused access</source>
   <translation>der Paketindex verweigerte den Zugang</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check the index in 'pip config list' and its user name and password, and start again.</source>
   <translation>Prüfen Sie den Index in 'pip config list' und seinen Benutzernamen samt Passwort, und starten Sie neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>whole downloads</source>
   <translation>vollständige Downloads</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>a download arrived incomplete or changed</source>
   <translation>ein Download kam unvollständig oder verändert an</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Run 'pip cache purge' and start again; if it happens again, a proxy or antivirus program changes downloads.</source>
   <translation>Führen Sie 'pip cache purge' aus und starten Sie neu; wenn es wieder geschieht, verändert ein Proxy oder Virenschutz die Downloads.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>{0} in the package index or wheel folder, for this system and Python</source>
   <translation>{0} im Paketindex oder im Ordner mit Wheels, für dieses System und Python</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>no such wheel</source>
   <translation>kein solches Wheel</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Check the index in 'pip config list', or take a Python version that the package has wheels for.</source>
   <translation>Prüfen Sie den Index in 'pip config list', oder nehmen Sie eine Python-Version, für die das Paket Wheels hat.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>pip to succeed</source>
   <translation>dass pip gelingt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>pip was ended by signal {0} while {1}: {2}</source>
   <translation>pip wurde durch Signal {0} beendet bei: {1}; {2}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>pip was ended by signal {0} while {1}</source>
   <translation>pip wurde durch Signal {0} beendet bei: {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>pip ended with status {0} while {1}: {2}</source>
   <translation>pip endete mit Status {0} bei: {1}; {2}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>pip ended with status {0} while {1}</source>
   <translation>pip endete mit Status {0} bei: {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_failures.py" />
   <source>Start again: what is installed is kept. If it fails again, copy the environment report into an issue.</source>
   <translation>Starten Sie neu: Was installiert ist, bleibt. Wenn es wieder fehlschlägt, kopieren Sie den Bericht der Umgebung in eine Fehlermeldung.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_settings.py" />
   <source>pip's own settings, which say where packages come from</source>
   <translation>die Einstellungen von pip, die sagen, woher Pakete kommen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_settings.py" />
   <source>no answer of pip in {0} seconds</source>
   <translation>keine Antwort von pip in {0} Sekunden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_settings.py" />
   <source>Mend the file of pip's settings that is named, or start again.</source>
   <translation>Reparieren Sie die genannte Datei mit Einstellungen von pip, oder beginnen Sie noch einmal.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/pip_settings.py" />
   <source>exit status {0} of pip</source>
   <translation>Endstatus {0} von pip</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>{0} of free disk space for the environment</source>
   <translation>{0} freier Platz auf dem Datenträger für die Umgebung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>Free some disk space, or name a folder on a larger disk in the variable DEEPSAT_ENVIRONMENTS.</source>
   <translation>Schaffen Sie Platz auf dem Datenträger, oder nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen Ordner auf einem größeren.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>an environments folder whose path has at most {0} characters</source>
   <translation>ein Ordner für Umgebungen, dessen Pfad höchstens {0} Zeichen hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>Name a shorter folder, such as C:\DeepSat, in the variable DEEPSAT_ENVIRONMENTS, or switch on long paths.</source>
   <translation>Nennen Sie in der Variablen DEEPSAT_ENVIRONMENTS einen kürzeren Ordner, etwa C:\DeepSat, oder schalten Sie lange Pfade ein.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>a folder of wheels</source>
   <translation>ein Ordner mit Wheels</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>Name the folder that holds the wheels.</source>
   <translation>Nennen Sie den Ordner mit den Wheels.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>wheels of all {0} packages in {1}</source>
   <translation>Wheels aller {0} Pakete in {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>Add them: 'pip download --no-deps -r worker.lock -d FOLDER' on a connected computer with the same system and Python version.</source>
   <translation>Fügen Sie sie hinzu: 'pip download --no-deps -r worker.lock -d FOLDER' auf einem Rechner mit Netz, demselben System und derselben Python-Version.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/preflight.py" />
   <source>the libraries of the CUDA build of torch, which is in {0}</source>
   <translation>die Bibliotheken der CUDA-Ausführung von torch, die in {0} ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>Check and repair it under “Environment…” in the panel; where the variable DEEPSAT_PYTHON is set, correct or remove it, and start QGIS again.</source>
   <translation>Prüfen und reparieren Sie sie unter „Umgebung…“ im DeepSat-Fenster; wo die Variable DEEPSAT_PYTHON gesetzt ist, berichtigen oder entfernen Sie sie, und starten Sie QGIS neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>it closed its output without ending</source>
   <translation>er schloss seine Ausgabe, ohne zu enden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>{0}; its last words were: {1}</source>
   <translation>{0}; zuletzt sagte er: {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>a worker that starts</source>
   <translation>ein Rechenprozess, der startet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>a worker that runs until its job is done</source>
   <translation>ein Rechenprozess, der läuft, bis er fertig ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>Start the job again; if it happens again, report it with the details.</source>
   <translation>Starten Sie noch einmal; wenn es wieder geschieht, melden Sie es mit den Details.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>a sign of life every two seconds</source>
   <translation>alle zwei Sekunden ein Lebenszeichen</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>a greeting</source>
   <translation>eine Begrüßung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>nothing for {0} seconds</source>
   <translation>nichts seit {0} Sekunden</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>a worker that speaks protocol {0}</source>
   <translation>ein Rechenprozess, der Protokoll {0} spricht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>DeepSat {0}, which speaks protocol {1}</source>
   <translation>DeepSat {0}, das Protokoll {1} spricht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_failures.py" />
   <source>Use the plugin and the worker of one release: start QGIS again after an upgrade.</source>
   <translation>Verwenden Sie Erweiterung und Rechenprozess derselben Version: Starten Sie QGIS nach einer Aktualisierung neu.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>an access violation</source>
   <translation>eine Zugriffsverletzung</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>a stack overflow</source>
   <translation>ein Stapelüberlauf</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>a missing DLL</source>
   <translation>eine fehlende DLL</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>it crashed with {0} (0x{1})</source>
   <translation>er stürzte ab: {0} (0x{1})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>it ended with exit status {0}</source>
   <translation>er endete mit Status {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>it was ended by signal {0} ({1}), {2}</source>
   <translation>er wurde durch Signal {0} ({1}) beendet, {2}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>it was ended by signal {0} ({1})</source>
   <translation>er wurde durch Signal {0} ({1}) beendet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>it was ended by signal {0}</source>
   <translation>er wurde durch Signal {0} beendet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>as systems do when memory runs out</source>
   <translation>wie es Systeme tun, wenn der Arbeitsspeicher ausgeht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>a crash in native code</source>
   <translation>ein Absturz in nativem Code</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>an instruction that this processor does not have</source>
   <translation>ein Befehl, den dieser Prozessor nicht hat</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>a Python interpreter for the worker</source>
   <translation>ein Python-Interpreter für den Rechenprozess</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>{0} does not exist</source>
   <translation>{0} gibt es nicht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>{0} does not start ({1})</source>
   <translation>{0} startet nicht ({1})</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/process_tree.py" />
   <source>Install the worker environment, or correct or remove the variable DEEPSAT_PYTHON where it is set.</source>
   <translation>Installieren Sie die Rechenumgebung, oder berichtigen oder entfernen Sie die Variable DEEPSAT_PYTHON, wo sie gesetzt ist.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>an installation was begun and did not end</source>
   <translation>eine Installation wurde begonnen und nicht beendet</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>no environment for this version of DeepSat in {0}</source>
   <translation>keine Umgebung für diese Version von DeepSat in {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>its interpreter {0} is gone, perhaps with an upgrade of the Python it was built from</source>
   <translation>ihr Interpreter {0} ist weg, vielleicht seit einer Aktualisierung des Python, aus dem sie gemacht ist</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>its interpreter {0} does not start</source>
   <translation>ihr Interpreter {0} startet nicht</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>its interpreter is now {0} and was {1}</source>
   <translation>ihr Interpreter ist jetzt {0} und war {1}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/state.py" />
   <source>{0} is damaged (its file {1} is not whole)</source>
   <translation>{0} ist beschädigt (die Datei {1} ist nicht ganz)</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/verified.py" />
   <source>{0} to import DeepSat's packages</source>
   <translation>dass {0} die Pakete von DeepSat importiert</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/verified.py" />
   <source>the interpreter did not start or did not end in time while importing them</source>
   <translation>der Interpreter startete beim Importieren nicht oder endete nicht rechtzeitig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/verified.py" />
   <source>the interpreter ended with status {0} while importing them</source>
   <translation>der Interpreter endete beim Importieren mit Status {0}</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/verified.py" />
   <source>Install the environment again; if it fails again, copy the environment report into an issue.</source>
   <translation>Installieren Sie die Umgebung noch einmal; wenn es wieder fehlschlägt, kopieren Sie den Bericht der Umgebung in eine Fehlermeldung.</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/virtual_environment.py" />
   <source>{0} to make a virtual environment in {1}</source>
   <translation>dass {0} eine virtuelle Umgebung in {1} anlegt</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/virtual_environment.py" />
   <source>it did not start or did not end in time</source>
   <translation>er startete nicht oder endete nicht rechtzeitig</translation>
  </message>
  <message>
   <location filename="../../deepsat_qgis/worker/virtual_environment.py" />
   <source>Free disk space, check permissions, and let no antivirus program block Python, then start again.</source>
   <translation>Schaffen Sie Platz, prüfen Sie die Rechte, und lassen Sie Python von keinem Virenschutz sperren; starten Sie dann neu.</translation>
  </message>
 </context>
 <context>
  <name>DeepSat accuracy report</name>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>{}: {} over {}</source>
   <translation>{}: {} über {}</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>all</source>
   <translation>alle</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Map accuracy</source>
   <translation>Genauigkeit der Karte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>of the area is mapped right (overall accuracy)</source>
   <translation>der Fläche sind richtig kartiert (Gesamtgenauigkeit)</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>sample points</source>
   <translation>Stichprobenpunkte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>hectares mapped</source>
   <translation>Hektar kartiert</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Behind each ± stands half of the 95 % confidence interval.</source>
   <translation>Hinter jedem ± steht die Hälfte des Konfidenzintervalls zu 95 %.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Class</source>
   <translation>Klasse</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>User's
accuracy</source>
   <translation>Nutzer-
genauigkeit</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Producer's
accuracy</source>
   <translation>Produzenten-
genauigkeit</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>True area,
hectares</source>
   <translation>Wahre Fläche,
Hektar</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Share of
the area</source>
   <translation>Anteil an
der Fläche</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Mapped,
hectares</source>
   <translation>Kartiert,
Hektar</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>The true area is what the sample says of the ground; the mapped area is counted on the map and repeats its mistakes. Quote the true area, with its interval.</source>
   <translation>Die wahre Fläche ist, was die Stichprobe über den Boden sagt; die kartierte Fläche ist auf der Karte gezählt und wiederholt deren Fehler. Zitieren Sie die wahre Fläche, mit ihrem Intervall.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Sample points</source>
   <translation>Stichprobenpunkte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Rows: what the map says. Columns: what the reference says. The scores above weigh each point by the area that it stands for.</source>
   <translation>Zeilen: was die Karte sagt. Spalten: was die Referenz sagt. Die Werte oben gewichten jeden Punkt mit der Fläche, für die er steht.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Map says</source>
   <translation>Laut Karte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Reference</source>
   <translation>Referenz</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Strata</source>
   <translation>Schichten</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Stratum</source>
   <translation>Schicht</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Hectares</source>
   <translation>Hektar</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>of {} right (overall)</source>
   <translation>{} richtig (insgesamt)</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>mean intersection over union</source>
   <translation>mittlere Intersection over Union</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>{} in {} {}</source>
   <translation>{} ({} {})</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Intersection
over union</source>
   <translation>Intersection
over Union</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Producer's accuracy: of the pixels that are the class, the share that was found. User's accuracy: of the pixels that were called the class, the share that is it.</source>
   <translation>Produzentengenauigkeit: von den Pixeln, die die Klasse sind, der Anteil, der gefunden wurde. Nutzergenauigkeit: von den Pixeln, die die Klasse genannt wurden, der Anteil, der sie ist.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>F1 and intersection over union count both kinds of mistakes. A dash stands where no pixel could tell. The mean is over the classes that have {}.</source>
   <translation>F1 und Intersection over Union zählen beide Arten von Fehlern. Ein Strich steht, wo kein Pixel etwas sagen konnte. Gemittelt wird über die Klassen, zu denen es {} gibt.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Small numbers: 95 % confidence intervals, from drawing whole {} of each class again and again. With few of them they are still too narrow; a class with one has none.</source>
   <translation>Kleine Zahlen: Konfidenzintervalle zu 95 %, aus wiederholtem Ziehen ganzer {} jeder Klasse. Wo es wenige sind, sind die Intervalle noch zu schmal; mit einem einzigen hat eine Klasse keines.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Confusion</source>
   <translation>Verwechslungen</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>There is no score.</source>
   <translation>Es gibt keinen Wert.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>No class has two polygons that could be told apart for training and for scoring. Draw at least two polygons a class, better three or more, to learn how good the model is.</source>
   <translation>Keine Klasse hat zwei Polygone, die sich auf Training und Prüfung verteilen ließen. Zeichnen Sie mindestens zwei Polygone je Klasse, besser drei oder mehr, um zu erfahren, wie gut das Modell ist.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Polygons to look at again</source>
   <translation>Polygone zum Nachsehen</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Models that have not seen these polygons take more of their pixels for another class than for their own. Is the class right, and right everywhere in the polygon? If so, hardly anything else that is labelled looks like it: draw more polygons of this look.</source>
   <translation>Modelle, die diese Polygone nicht kannten, halten mehr ihrer Pixel für eine andere Klasse als für ihre eigene. Stimmt die Klasse, und überall im Polygon? Wenn ja, sieht kaum etwas anderes so aus, was einer Klasse zugeordnet ist: Zeichnen Sie mehr Polygone, die so aussehen.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Taken for</source>
   <translation>Gehalten für</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Of its pixels</source>
   <translation>Anteil der Pixel</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Held-out pixels</source>
   <translation>Zurückgehaltene
Pixel</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Place (x, y)</source>
   <translation>Ort (x, y)</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>What the classes look like</source>
   <translation>Wie die Klassen aussehen</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Mean of the labelled pixels of each class at each point in time; the shade is one standard deviation to each side.</source>
   <translation>Mittel der gelabelten Pixel jeder Klasse zu jedem Zeitpunkt; die Schattierung reicht eine Standardabweichung nach beiden Seiten.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Mean of the labelled pixels of each class in each band; the shade is one standard deviation to each side.</source>
   <translation>Mittel der gelabelten Pixel jeder Klasse in jedem Kanal; die Schattierung reicht eine Standardabweichung nach beiden Seiten.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Classes whose shades lie on each other throughout are hard to tell apart. A wide shade means that what one class is made of differs: it may be better as two classes.</source>
   <translation>Klassen, deren Schattierungen überall aufeinander liegen, sind schwer zu unterscheiden. Eine breite Schattierung heißt, dass eine Klasse aus Verschiedenem besteht: Vielleicht wird sie besser in zwei Klassen geteilt.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Not drawn, since the values are far larger: {}.</source>
   <translation>Nicht gezeichnet, weil die Werte viel größer sind: {}.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>At boundaries and inside</source>
   <translation>An Grenzen und im Inneren</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Boundary pixels have another class among their eight neighbours in the reference; all others are interior.</source>
   <translation>Grenzpixel haben in der Referenz eine andere Klasse unter ihren acht Nachbarn; alle übrigen liegen im Inneren.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Right</source>
   <translation>Richtig</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Mean IoU</source>
   <translation>Mittlere IoU</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>IoU of {}</source>
   <translation>IoU von {}</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Count</source>
   <translation>Anzahl</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Boundary</source>
   <translation>Grenze</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Interior</source>
   <translation>Inneres</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>How far to trust the probabilities</source>
   <translation>Wie weit den Wahrscheinlichkeiten zu trauen ist</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>expected calibration error</source>
   <translation>erwarteter Kalibrierungsfehler</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>temperature that fits best; 1 is right as it is</source>
   <translation>beste Temperatur; bei 1 ist nichts zu ändern</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>On the whole the model is surer than it should be.</source>
   <translation>Insgesamt ist das Modell sicherer, als es sein sollte.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>On the whole the model is right more often than it claims.</source>
   <translation>Insgesamt hat das Modell öfter recht, als es behauptet.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Of some pixels the model is surer than it should be, of others it is right more often than it claims.</source>
   <translation>Bei manchen Pixeln ist das Modell sicherer, als es sein sollte, bei anderen hat es öfter recht, als es behauptet.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>The model is about as sure as it is right.</source>
   <translation>Das Modell ist etwa so sicher, wie es recht hat.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Where points lie below the diagonal it claims too much, where they lie above it too little. The error is the mean distance between how sure it is and how often it is right.</source>
   <translation>Wo Punkte unter der Diagonale liegen, behauptet es zu viel, wo sie darüber liegen, zu wenig. Der Fehler ist der mittlere Abstand zwischen dem, wie sicher es ist, und dem, wie oft es recht hat.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>This was measured on polygons that had been held out ({}), before the map is smoothed. A person chose where they are: on the whole map, what the rasters of probability and confidence say may be more or less sure than this.</source>
   <translation>Das wurde auf zurückgehaltenen Polygonen gemessen ({}), bevor die Karte geglättet wird. Wo sie liegen, hat ein Mensch gewählt: Auf der ganzen Karte können die Raster von Wahrscheinlichkeit und Konfidenz mehr oder weniger sicher sein, als hier steht.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>What was tried on the same held-out polygons</source>
   <translation>Was auf denselben zurückgehaltenen Polygonen erprobt wurde</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Tried</source>
   <translation>Erprobt</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Pixels right</source>
   <translation>Pixel richtig</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>chosen</source>
   <translation>gewählt</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Chosen by mean IoU in which all polygons of a class weigh the same, however large they are. A few polygons say little: the usual blend of 85% random forest and 15% fitted head stays unless another is better by 0.1, and classes with a single polygon have no say.</source>
   <translation>Gewählt nach der mittleren IoU, in der alle Polygone einer Klasse gleich viel zählen, wie groß sie auch sind. Wenige Polygone sagen wenig: Die übliche Mischung aus 85 % Random Forest und 15 % angepasstem Kopf bleibt, wenn nicht eine andere um 0,1 besser ist, und Klassen mit einem einzigen Polygon haben keine Stimme.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Would more polygons help?</source>
   <translation>Würden mehr Polygone helfen?</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Skill with fewer polygons than there are, each held out once. Where the curve still rises, more polygons are worth drawing.</source>
   <translation>Güte mit weniger Polygonen, als es gibt, wobei jedes einmal zurückgehalten wird. Wo die Kurve noch steigt, lohnt es sich, mehr Polygone zu zeichnen.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>It is drawn for what the model consists of ({}), and ends at its mean intersection over union.</source>
   <translation>Gezeichnet ist sie für das, woraus das Modell besteht ({}), und sie endet bei dessen mittlerer Intersection over Union.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>It is drawn for the best that was found without training the network ({}), because that would take too long so often: it does not end at the model's score.</source>
   <translation>Gezeichnet ist sie für das Beste, was ohne Training des Netzes gefunden wurde ({}), weil es so oft zu lange dauern würde: Sie endet nicht beim Wert des Modells.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>What to know</source>
   <translation>Gut zu wissen</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Classes and labels</source>
   <translation>Klassen und Labels</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Held-out polygons</source>
   <translation>Zurückgehaltene
Polygone</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Areas on the map</source>
   <translation>Flächen auf der Karte</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Counted pixels. A count repeats the map's mistakes; a true area needs a random sample of places.</source>
   <translation>Gezählte Pixel. Eine Zählung wiederholt die Fehler der Karte; eine wahre Fläche braucht eine Zufallsstichprobe von Orten.</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Share</source>
   <translation>Anteil</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Scene</source>
   <translation>Szene</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Settings</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Run</source>
   <translation>Lauf</translation>
  </message>
  <message>
   <location filename="../../resources/report/report.html.jinja" />
   <source>Made by DeepSat.</source>
   <translation>Erstellt von DeepSat.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>band</source>
   <translation>Kanal</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>value in the image</source>
   <translation>Wert im Bild</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>date</source>
   <translation>Datum</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>image</source>
   <translation>Bild</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>vegetation index (NDVI)</source>
   <translation>Vegetationsindex (NDVI)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>mean over the bands</source>
   <translation>Mittel über die Kanäle</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/class_spectra.py" />
   <source>wavelength (nm)</source>
   <translation>Wellenlänge (nm)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Map</source>
   <translation>Karte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Design</source>
   <translation>Entwurf</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Seed</source>
   <translation>Startwert</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Class field</source>
   <translation>Klassenfeld</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Class names</source>
   <translation>Klassennamen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <source>Strata field</source>
   <translation>Schichtfeld</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/evaluate.py" />
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Time</source>
   <translation>Dauer</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Rows: what the map says. Columns: what the polygons say. Pixels on the diagonal are right.</source>
   <translation>Zeilen: was die Karte sagt. Spalten: was die Polygone sagen. Pixel auf der Diagonale sind richtig.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>The map was not made from these polygons, if they are held out as they should be, but a person chose where they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas of its classes, draw sample points, enter what they are, and evaluate with those.</source>
   <translation>Die Karte wurde nicht aus diesen Polygonen gemacht, wenn sie zurückgehalten wurden, wie sie es sollten, aber ein Mensch hat gewählt, wo sie liegen: Orte, die leicht zu erkennen sind, sind auch leicht zu kartieren. Für die Genauigkeit der Karte und die wahren Flächen ihrer Klassen ziehen Sie Stichprobenpunkte, tragen ein, was sie sind, und bewerten die Karte damit.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Skill on held-out points</source>
   <translation>Güte auf zurückgehaltenen Punkten</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Rows: what the map says. Columns: what the points say. Pixels on the diagonal are right.</source>
   <translation>Zeilen: was die Karte sagt. Spalten: was die Punkte sagen. Pixel auf der Diagonale sind richtig.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>held-out points</source>
   <translation>zurückgehaltene Punkte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>points</source>
   <translation>Punkte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>This is skill on held-out points, not map accuracy.</source>
   <translation>Das ist die Güte auf zurückgehaltenen Punkten, nicht die Genauigkeit der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>The map was not made from these points, if they are held out as they should be, but a person chose where they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas of its classes, draw sample points, enter what they are, and evaluate with those.</source>
   <translation>Die Karte wurde nicht aus diesen Punkten gemacht, wenn sie zurückgehalten wurden, wie sie es sollten, aber ein Mensch hat gewählt, wo sie liegen: Orte, die leicht zu erkennen sind, sind auch leicht zu kartieren. Für die Genauigkeit der Karte und die wahren Flächen ihrer Klassen ziehen Sie Stichprobenpunkte, tragen ein, was sie sind, und bewerten die Karte damit.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Agreement with the reference raster</source>
   <translation>Übereinstimmung mit dem Referenzraster</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Reference raster</source>
   <translation>Referenzraster</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>Rows: what the map says. Columns: what the reference raster says. Pixels on the diagonal are right.</source>
   <translation>Zeilen: was die Karte sagt. Spalten: was das Referenzraster sagt. Pixel auf der Diagonale sind richtig.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>reference pixels</source>
   <translation>Referenzpixel</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>pixels</source>
   <translation>Pixel</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>This is agreement with another map.</source>
   <translation>Das ist die Übereinstimmung mit einer anderen Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/reference_wording.py" />
   <source>It is the share of the map's pixels that are right where the reference raster is right, and only there. Every pixel that both cover was compared, so that there is no sampling error and no interval.</source>
   <translation>Es ist der Anteil der Pixel der Karte, die stimmen, soweit das Referenzraster stimmt, und nur dort. Jedes Pixel, das beide bedecken, wurde verglichen, deshalb gibt es keinen Stichprobenfehler und kein Intervall.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Dates</source>
   <translation>Datum</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>the whole map</source>
   <translation>die ganze Karte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Skill on held-out polygons</source>
   <translation>Güte auf zurückgehaltenen Polygonen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Model says</source>
   <translation>Laut Modell</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Rows: what the model says. Columns: what the polygons say. Pixels on the diagonal are right.</source>
   <translation>Zeilen: was das Modell sagt. Spalten: was die Polygone sagen. Pixel auf der Diagonale sind richtig.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>held-out pixels</source>
   <translation>zurückgehaltene Pixel</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>polygons</source>
   <translation>Polygone</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>This is skill on held-out polygons, not map accuracy.</source>
   <translation>Das ist die Güte auf zurückgehaltenen Polygonen, nicht die Genauigkeit der Karte.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>What is scored has not seen these polygons, but a person chose where they are: places that are easy to recognise are easy to map, too. For the accuracy of the map and the true areas of its classes, label places drawn at random within each class of the map.</source>
   <translation>Was hier bewertet wird, hat diese Polygone nicht gesehen, aber ein Mensch hat gewählt, wo sie liegen: Orte, die leicht zu erkennen sind, sind auch leicht zu kartieren. Für die Genauigkeit der Karte und die wahren Flächen ihrer Klassen labeln Sie Orte, die innerhalb jeder Klasse der Karte zufällig gezogen sind.</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Raster</source>
   <translation>Raster</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Bands</source>
   <translation>Kanäle</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Values</source>
   <translation>Werte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Size</source>
   <translation>Größe</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>Pixel size</source>
   <translation>Pixelgröße</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_content.py" />
   <source>CRS</source>
   <translation>KBS</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_language.py" />
   <source>{year}-{month}-{day}</source>
   <translation>{day}.{month}.{year}</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_language.py" />
   <source>1,234.5</source>
   <translation>1.234,5</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>percentile bootstrap over whole {} within each class</source>
   <translation>Perzentil-Bootstrap über ganze {} innerhalb jeder Klasse</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>as sure as right</source>
   <translation>so sicher wie richtig</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>How sure, and how right</source>
   <translation>Wie sicher und wie richtig</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>probability of the class that is said (%)</source>
   <translation>Wahrscheinlichkeit der genannten Klasse (%)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/accuracy/report_numbers.py" />
   <source>share of pixels right (%)</source>
   <translation>Anteil richtiger Pixel (%)</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Labels</source>
   <translation>Labels</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Checkpoint</source>
   <translation>Checkpoint</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Loss</source>
   <translation>Verlust</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Longest time</source>
   <translation>Längste Zeit</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Device</source>
   <translation>Gerät</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Model</source>
   <translation>Modell</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Training of all weights</source>
   <translation>Training aller Gewichte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Weights</source>
   <translation>Gewichte</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>held-out polygons</source>
   <translation>zurückgehaltene Polygone</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Skill and labels</source>
   <translation>Güte und Labels</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>polygons a class to learn from</source>
   <translation>Polygone je Klasse zum Lernen</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>mean IoU</source>
   <translation>mittlere IoU</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>training</source>
   <translation>Training</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>step</source>
   <translation>Schritt</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>cross-entropy</source>
   <translation>Kreuzentropie</translation>
  </message>
  <message>
   <location filename="../../core/deepsat/finetune/outcome_report.py" />
   <source>Skill</source>
   <translation>Güte</translation>
  </message>
 </context>
</TS>
